package dev.trestle.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class TextLayoutTest {

    private final LoggerContext logback = new LoggerContext();
    private final TextLayout layout = new TextLayout();

    @Test
    void saysWhenHowSevereWhereAndWhat() {
        // Given
        var event = event("call failed", null);
        event.addKeyValuePair(new KeyValuePair("op", "fs.read"));
        event.addKeyValuePair(new KeyValuePair("path", "two words"));
        event.addKeyValuePair(new KeyValuePair("none", null));
        // When
        var line = layout.doLayout(event);
        // Then
        assertThat(line)
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  Dispatch   call failed"
                        + " op=fs.read path=\"two words\" none=null\\R");
    }

    @Test
    void keepsAnEventOnOneLine() {
        // Given
        var event = event("a\r\n2026-01-01 00:00:00.000 INFO  Forged", null);
        event.addKeyValuePair(new KeyValuePair("path", "b\n\u001b[31mred\u202e\u2028\" forged=\"yes"));
        // When
        var line = layout.doLayout(event);
        // Then
        assertThat(line)
                .endsWith("a\\r\\n2026-01-01 00:00:00.000 INFO  Forged"
                        + " path=\"b\\n\\u001b[31mred\\u202e\\u2028\\\" forged=\\\"yes\"" + System.lineSeparator());
    }

    @Test
    void indentsAStackTraceSoThatItCannotPassForALine() {
        // Given
        var event = event("failed", new IllegalStateException("first\n2026-01-01 forged \u001b[2J"));
        // When
        var lines = layout.doLayout(event).lines().toList();
        // Then
        assertThat(lines.get(1)).isEqualTo("    java.lang.IllegalStateException: first");
        assertThat(lines.get(2)).isEqualTo("    2026-01-01 forged \\u001b[2J");
        assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("    "));
    }

    private LoggingEvent event(String message, Throwable thrown) {
        var logger = logback.getLogger("dev.trestle.gateway.call.Dispatch");
        return new LoggingEvent("", logger, Level.WARN, message, thrown, null);
    }
}
