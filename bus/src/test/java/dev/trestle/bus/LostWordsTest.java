package dev.trestle.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.StreamEnd.Kind;
import dev.trestle.wire.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connection between two nodes breaks, with what was on it, and comes back sooner than either takes the other for dead. */
class LostWordsTest {

    private static Ends ends;

    private final StreamLog read = new StreamLog();
    private final StreamLog written = new StreamLog();
    private final Handler<DeliveryContext<Object>> losing = this::pass;
    private volatile Kind lost;
    private StreamReader reader;
    private StreamWriter writer;

    @BeforeAll
    static void start() throws Exception {
        ends = Ends.clusteredWithASecret();
    }

    @AfterAll
    static void stop() {
        ends.leave();
    }

    @BeforeEach
    void connect() {
        ends.server().vertx().eventBus().addOutboundInterceptor(losing);
        ends.caller().vertx().eventBus().addOutboundInterceptor(losing);
        reader = ends.caller().streams().reader(read);
    }

    @AfterEach
    void disconnect() {
        ends.server().vertx().eventBus().removeOutboundInterceptor(losing);
        ends.caller().vertx().eventBus().removeOutboundInterceptor(losing);
    }

    private void pass(DeliveryContext<Object> delivery) {
        if (lost == null || !lost.name().equals(delivery.message().headers().get("kind"))) {
            delivery.next();
        }
    }

    private void write() {
        writer = ends.server().streams().writeTo(reader.address(), written);
    }

    private void exchange() {
        write();
        reader.grant(100);
        ends.until(() -> writer.credit() == 100);
        writer.write(Buffer.buffer("one"));
        ends.until(() -> read.messages.contains("one"));
    }

    @Test
    void aHelloThatWasLostIsHeardStill() {
        // Given
        lost = Kind.HELLO;
        // When
        write();
        reader.grant(100);
        // Then
        ends.until(() -> writer.credit() == 100);
    }

    @Test
    void creditThatWasLostComesStill() {
        // Given
        exchange();
        lost = Kind.GRANT;
        // When
        reader.grant(1_000);
        // Then
        ends.until(() -> writer.credit() == 1_097);
        assertThat(read.failure).isNull();
    }

    @Test
    void whoeverWritesHearsThatTheReaderHasGone() {
        // Given
        exchange();
        lost = Kind.CANCEL;
        // When
        reader.cancel();
        // Then
        ends.until(() -> written.failure != null);
        assertThat(written.failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void whoeverReadsHearsThatBytesWereLost() {
        // Given
        exchange();
        lost = Kind.DATA;
        // When
        writer.write(Buffer.buffer("two"));
        // Then
        ends.until(() -> read.failure != null);
        assertThat(read.failure).hasMessage("bytes were lost between two nodes");
        assertThat(read.messages).containsExactly("one");
    }

    @Test
    void whoeverReadsHearsThatTheEndWasLost() {
        // Given
        exchange();
        lost = Kind.END;
        // When
        writer.end();
        // Then
        ends.until(() -> read.failure != null);
        assertThat(read.failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(read.ended).isFalse();
    }

    @Test
    void aStreamThatIsWholeStays() {
        // Given
        exchange();
        var other = new StreamLog();
        var gone = ends.caller().streams().reader(other);
        var writing = new StreamLog();
        ends.server().streams().writeTo(gone.address(), writing);
        gone.grant(1);
        ends.until(() -> writing.grants.get() == 1);
        lost = Kind.CANCEL;
        // When
        gone.cancel();
        ends.until(() -> writing.failure != null);
        // Then
        writer.write(Buffer.buffer("two"));
        ends.until(() -> read.messages.contains("two"));
        assertThat(read.failure).isNull();
        assertThat(written.failure).isNull();
    }
}
