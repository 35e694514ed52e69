package dev.trestle.launcher.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.event.KeyValuePair;

/**
 * Passes on what is logged, but of what libraries warn of no more than so many events a minute: one that repeats itself
 * without end fills no disk. What is left out is counted, and told.
 */
final class Floodgate extends UnsynchronizedAppenderBase<ILoggingEvent> {

    /** As many warnings and errors of all libraries together pass in a minute. */
    static final int PER_MINUTE = 1_000;

    private static final String OURS = "dev.trestle.";

    private final Appender<ILoggingEvent> next;
    private long minute;
    private int passed;
    private long leftOut;

    Floodgate(LoggerContext logback, Appender<ILoggingEvent> next) {
        this.next = next;
        setContext(logback);
    }

    @Override
    protected void append(ILoggingEvent event) {
        boolean ours = event.getLoggerName().startsWith(OURS);
        // What is less severe comes only when somebody has asked for it by log.level.
        if (ours || !event.getLevel().isGreaterOrEqual(Level.WARN) || admits(event)) {
            next.doAppend(event);
        }
    }

    private synchronized boolean admits(ILoggingEvent event) {
        long now = TimeUnit.MILLISECONDS.toMinutes(event.getTimeStamp());
        if (now != minute) {
            minute = now;
            passed = 0;
        }
        if (passed < PER_MINUTE) {
            passed++;
            return true;
        }
        leftOut++;
        // Each power of two, so that this is no flood as well.
        if (Long.bitCount(leftOut) == 1) {
            next.doAppend(notice(event));
        }
        return false;
    }

    private ILoggingEvent notice(ILoggingEvent event) {
        var logger = ((LoggerContext) getContext()).getLogger(Floodgate.class);
        var sentence = "libraries warn of more than " + PER_MINUTE + " things a minute, and the rest is left out";
        var notice = new LoggingEvent(Floodgate.class.getName(), logger, Level.WARN, sentence, null, null);
        notice.setTimeStamp(event.getTimeStamp());
        notice.setKeyValuePairs(
                List.of(new KeyValuePair("leftOut", leftOut), new KeyValuePair("last", event.getLoggerName())));
        return notice;
    }

    @Override
    public void stop() {
        super.stop();
        next.stop();
    }
}
