package dev.trestle.launcher.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of who did what: what comes on one logger, line by line, rotated by size. It is written by a thread of its own;
 * when that falls behind by more lines than it holds, lines are lost, and the log says so.
 */
public final class AuditFile extends AsyncAppender {

    private static final Logger LOGGER = LoggerFactory.getLogger(AuditFile.class);
    private static final int LINES = 65_536;
    private static final long CHECK_MS = 1_000;

    private final AtomicLong lost = new AtomicLong();

    private AuditFile(LoggerContext logback) {
        setContext(logback);
        setName("audit");
        setQueueSize(LINES);
        setDiscardingThreshold(0);
        setNeverBlock(true);
    }

    /** Nothing that comes on {@code logger} is written anywhere. */
    public static void none(String logger) {
        logback().getLogger(logger).setLevel(Level.OFF);
    }

    /** Writes what comes on {@code logger} to {@code file}; whether that can be written. */
    public static boolean open(String logger, Path file, long maxBytes, int keep) {
        var appender = rolling(file, maxBytes, keep);
        if (!appender.isStarted()) {
            return false;
        }
        var queue = new AuditFile(logback());
        queue.addAppender(appender);
        queue.start();
        var lines = logback().getLogger(logger);
        lines.setLevel(Level.INFO);
        lines.setAdditive(false);
        lines.addAppender(queue);
        return true;
    }

    /** Writes what is left. */
    public static void close(String logger) {
        logback().getLogger(logger).detachAndStopAllAppenders();
    }

    private static LoggerContext logback() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    private static RollingFileAppender<ILoggingEvent> rolling(Path file, long maxBytes, int keep) {
        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setContext(logback());
        appender.setFile(file.toString());
        var names = new FixedWindowRollingPolicy();
        names.setContext(logback());
        names.setParent(appender);
        names.setFileNamePattern(file.toString().replace("%", "\\%") + ".%i");
        names.setMinIndex(1);
        names.setMaxIndex(keep);
        names.start();
        var size = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        size.setContext(logback());
        size.setMaxFileSize(new FileSize(maxBytes));
        size.setCheckIncrement(Duration.buildByMilliseconds(CHECK_MS));
        size.start();
        appender.setRollingPolicy(names);
        appender.setTriggeringPolicy(size);
        appender.setEncoder(new Plain());
        appender.start();
        return appender;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (getRemainingCapacity() == 0) {
            long count = lost.incrementAndGet();
            // Each power of two, so that the log is not flooded as well.
            if (Long.bitCount(count) == 1) {
                LOGGER.atError().addKeyValue("lost", count).log("the audit file is too slow, and lines are lost");
            }
            return;
        }
        super.append(event);
    }

    /** The message is the line. */
    private static final class Plain extends EncoderBase<ILoggingEvent> {
        @Override
        public byte[] headerBytes() {
            return null;
        }

        @Override
        public byte[] encode(ILoggingEvent event) {
            return (event.getFormattedMessage() + "\n").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] footerBytes() {
            return null;
        }
    }
}
