package dev.trestle.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What both ends of a stream can rely on, on one node and on two. */
abstract class StreamsContract {

    private final StreamLog read = new StreamLog();
    private final StreamLog written = new StreamLog();

    abstract Ends ends();

    @AfterEach
    void nothingIsLeftOpen() {
        ends().until(() -> here().size() == 0 && there().size() == 0);
    }

    @Test
    void whatIsWrittenArrivesInOrderAndWithItsBorders() {
        // Given
        var reader = here().reader(read);
        var writer = there().writeTo(reader.address(), written);
        // When
        reader.grant(10_000);
        ends().until(() -> writer.credit() == 10_000);
        IntStream.range(0, 1_000).forEach(number -> writer.write(Buffer.buffer(Integer.toString(number))));
        writer.end();
        // Then
        ends().until(() -> read.ended);
        assertThat(read.messages)
                .isEqualTo(IntStream.range(0, 1_000).mapToObj(Integer::toString).toList());
    }

    @Test
    void theCallerMayBeTheOneWhoWrites() {
        // Given
        var writer = here().writer(written);
        var reader = there().readFrom(writer.address(), read);
        // When
        reader.grant(5);
        ends().until(() -> writer.credit() == 5);
        writer.write(Buffer.buffer("hello"));
        writer.end();
        // Then
        ends().until(() -> read.ended);
        assertThat(read.messages).containsExactly("hello");
    }

    @Test
    void withoutAGrantNothingIsWritten() {
        // Given
        var reader = here().reader(read);
        var writer = there().writeTo(reader.address(), written);
        reader.grant(3);
        ends().until(() -> writer.credit() == 3);
        // When
        assertThatThrownBy(() -> writer.write(Buffer.buffer("four"))).isInstanceOf(IllegalStateException.class);
        // Then
        writer.write(Buffer.buffer("thr"));
        assertThat(writer.credit()).isZero();
        writer.end();
        ends().until(() -> read.ended);
        assertThat(read.messages).containsExactly("thr");
    }

    @Test
    void aGrantBeforeTheOtherEndIsThereCounts() {
        // Given
        var reader = here().reader(read);
        reader.grant(2);
        reader.grant(2);
        // When
        var writer = there().writeTo(reader.address(), written);
        // Then
        ends().until(() -> writer.credit() == 4);
        writer.end();
        ends().until(() -> read.ended);
    }

    @Test
    void theEndOfNothingArrivesEvenWhenItWasSaidFirst() {
        // Given
        var writer = here().writer(written);
        writer.end();
        // When
        there().readFrom(writer.address(), read);
        // Then
        ends().until(() -> read.ended);
    }

    @Test
    void whoeverReadsLearnsWhyTheWriterGaveUp() {
        // Given
        var reader = here().reader(read);
        var writer = there().writeTo(reader.address(), written);
        // When
        writer.fail(new Failure(ErrorCode.CONFLICT, "it shrank").with(Map.of("size", 7)));
        // Then
        ends().until(() -> read.failure != null);
        assertThat(read.failure.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(read.failure).hasMessage("it shrank");
        assertThat(read.failure.details()).isEqualTo(Map.of("size", 7));
    }

    @Test
    void whoeverWritesLearnsThatNobodyReads() {
        // Given
        var reader = here().reader(read);
        var writer = there().writeTo(reader.address(), written);
        reader.grant(100);
        ends().until(() -> writer.credit() == 100);
        // When
        reader.cancel();
        // Then
        ends().until(() -> written.failure != null);
        assertThat(written.failure.code()).isEqualTo(ErrorCode.CANCELLED);
        writer.write(Buffer.buffer("nobody reads this"));
        assertThat(writer.over()).isTrue();
    }

    @Test
    void whoeverConnectsToAnEndThatIsGoneIsTold() {
        // Given
        var reader = here().reader(read);
        var writer = here().writer(written);
        reader.cancel();
        writer.abandon();
        var lateRead = new StreamLog();
        var lateWritten = new StreamLog();
        // When
        there().writeTo(reader.address(), lateWritten);
        there().readFrom(writer.address(), lateRead);
        // Then
        ends().until(() -> lateWritten.failure != null && lateRead.failure != null);
        assertThat(lateWritten.failure.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(lateRead.failure.code()).isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void whatIsNoAddressIsRefused() {
        assertThatThrownBy(() -> there().writeTo("nonsense", written))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("nonsense");
    }

    private Streams here() {
        return ends().caller().streams();
    }

    private Streams there() {
        return ends().server().streams();
    }
}
