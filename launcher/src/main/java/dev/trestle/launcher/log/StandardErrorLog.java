package dev.trestle.launcher.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;

/**
 * Sets the log up when the first logger is made: one appender, standard error, in the format and from the level that
 * the system properties {@code trestle.log.*} name.
 *
 * <p>It is code and not {@code logback.xml}, because reading that takes longer than starting the node.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class StandardErrorLog extends ContextAwareBase implements Configurator {

    /** Names the property with a level. */
    public static final String LEVEL = "trestle.log.level";

    /** Names the property with a format, TEXT or JSON. */
    public static final String FORMAT = "trestle.log.format";

    /** What these say below WARN concerns their authors. */
    private static final List<String> TALKATIVE = List.of("com.hazelcast", "com.pty4j", "io.netty");

    @Override
    public ExecutionStatus configure(LoggerContext logback) {
        var level = Level.toLevel(System.getProperty(LEVEL), Level.INFO);
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(logback);
        appender.setTarget(ConsoleTarget.SystemErr.getName());
        appender.setEncoder(encoder(logback, System.getProperty(FORMAT, "TEXT")));
        appender.addFilter(threshold(level));
        appender.start();
        var gate = new Floodgate(logback, appender);
        gate.start();
        for (var name : TALKATIVE) {
            logback.getLogger(name).setLevel(Level.WARN);
        }
        var root = logback.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level);
        root.addAppender(gate);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Keeps the talkative silent where even WARN is too much. */
    private static ThresholdFilter threshold(Level level) {
        var filter = new ThresholdFilter();
        filter.setLevel(level.toString());
        filter.start();
        return filter;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext logback, String format) {
        var encoder = format.equals("JSON") ? json() : text(logback);
        encoder.setContext(logback);
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> text(LoggerContext logback) {
        var layout = new TextLayout();
        layout.setContext(logback);
        layout.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        return encoder;
    }

    private static Encoder<ILoggingEvent> json() {
        var encoder = new JsonEncoder();
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMarkers(false);
        encoder.setWithMDC(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        return encoder;
    }
}
