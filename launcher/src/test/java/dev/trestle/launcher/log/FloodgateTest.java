package dev.trestle.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FloodgateTest {

    private static final String LIBRARY = "com.hazelcast.spi.impl.operationservice.impl.Invocation";
    private static final int MANY = 10 * Floodgate.PER_MINUTE;
    private static final long MINUTE_MS = 60_000;

    private final LoggerContext logback = new LoggerContext();
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final Floodgate gate = new Floodgate(logback, written);

    @BeforeEach
    void start() {
        written.start();
        gate.start();
    }

    @Test
    void aLibraryThatWarnsWithoutEndIsCutOffAndThatIsTold() {
        // When
        log(LIBRARY, Level.WARN, MANY, 0);
        // Then
        assertThat(written.list.subList(0, Floodgate.PER_MINUTE))
                .extracting(ILoggingEvent::getLoggerName)
                .containsOnly(LIBRARY);
        var notices = written.list.subList(Floodgate.PER_MINUTE, written.list.size());
        assertThat(notices)
                .hasSizeLessThan(20)
                .allSatisfy(
                        notice -> assertThat(notice.getFormattedMessage()).contains("more than 1000 things a minute"));
        assertThat(notices.get(notices.size() - 1).getKeyValuePairs())
                .extracting(Object::toString)
                .containsExactly("leftOut=\"8192\"", "last=\"" + LIBRARY + "\"");
    }

    @Test
    void inTheNextMinuteItIsHeardAgain() {
        // Given
        log(LIBRARY, Level.ERROR, MANY, 0);
        written.list.clear();
        // When
        log(LIBRARY, Level.ERROR, 1, MINUTE_MS);
        // Then
        assertThat(written.list).hasSize(1);
    }

    @Test
    void nothingIsLeftOutOfWhatTrestleSaysAndOfWhatWasAskedFor() {
        // When
        log("dev.trestle.bus.Failures", Level.ERROR, MANY, 0);
        log(LIBRARY, Level.DEBUG, MANY, 0);
        // Then
        assertThat(written.list).hasSize(2 * MANY);
    }

    private void log(String logger, Level level, int count, long time) {
        for (int i = 0; i < count; i++) {
            var event = new LoggingEvent("", logback.getLogger(logger), level, "again " + i, null, null);
            event.setTimeStamp(time);
            gate.doAppend(event);
        }
    }
}
