package dev.trestle.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClusteredStreamsTest extends StreamsContract {

    private static Ends ends;

    @BeforeAll
    static void start() throws Exception {
        ends = Ends.clusteredWithASecret();
    }

    @AfterAll
    static void stop() {
        ends.leave();
    }

    @Test
    void whatNoNodeHasSentIsNotHeard() {
        // Given
        var read = new StreamLog();
        var reader = ends.caller().streams().reader(read);
        var writer = ends.server().streams().writeTo(reader.address(), new StreamLog());
        reader.grant(9);
        ends.until(() -> writer.credit() == 9);
        var number = reader.address().substring(reader.address().indexOf('/') + 1);
        var forged = new DeliveryOptions()
                .addHeader("to", number)
                .addHeader("from", writer.address())
                .addHeader("kind", "DATA")
                .addHeader("value", "0");
        // When
        var bus = ends.server().vertx().eventBus();
        var address = "trestle.streams@" + ends.caller().id();
        var answer = Ends.await(bus.<Buffer>request(address, Buffer.buffer("forged"), forged));
        // Then
        assertThat(answer.headers().get("error")).isEqualTo("FORBIDDEN");
        writer.write(Buffer.buffer("true"));
        writer.end();
        ends.until(() -> read.ended);
        assertThat(read.messages).containsExactly("true");
    }

    @Override
    Ends ends() {
        return ends;
    }
}
