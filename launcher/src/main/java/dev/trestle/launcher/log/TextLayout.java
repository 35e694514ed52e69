package dev.trestle.launcher.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;

/** An event as a person reads it: time, level, where, what, its facts as {@code key=value}; a stack trace below, indented. */
final class TextLayout extends LayoutBase<ILoggingEvent> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    @Override
    public String doLayout(ILoggingEvent event) {
        var line = new StringBuilder(160);
        TIME.formatTo(event.getInstant(), line);
        line.append(String.format(" %-5s %-10s ", event.getLevel(), shortName(event.getLoggerName())));
        line.append(ControlCharacters.escape(String.valueOf(event.getFormattedMessage())));
        for (var fact : facts(event)) {
            var value = ControlCharacters.escape(String.valueOf(fact.value));
            line.append(' ').append(fact.key).append('=').append(quoted(value));
        }
        line.append(System.lineSeparator());
        if (event.getThrowableProxy() != null) {
            // Indented, so that no message in it can pass for a line of the log.
            var trace = ThrowableProxyUtil.asString(event.getThrowableProxy());
            line.append(
                    ControlCharacters.escape(trace.replace("\t", "    "), "\n").indent(4));
        }
        return line.toString();
    }

    private static String shortName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    private static List<KeyValuePair> facts(ILoggingEvent event) {
        return Objects.requireNonNullElse(event.getKeyValuePairs(), List.of());
    }

    private static String quoted(String value) {
        boolean plain = !value.isEmpty() && value.chars().noneMatch(c -> c == ' ' || c == '"' || c == '=');
        return plain ? value : '"' + value.replace("\"", "\\\"") + '"';
    }
}
