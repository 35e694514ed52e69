package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PROTOCOL §2: a connection whose answers are not read. */
@Tag("jdk")
class ProtocolWalkSlowReaderIT {

    private static final Map<String, String> IMPATIENT =
            Map.of("TRESTLE_TOKEN", StartedTrestle.TOKEN, "TRESTLE_GATEWAY_LIMITS_SLOW_CONSUMER_MS", "300");

    @Test
    void isClosedWith4008AndDisturbsNobody(@TempDir Path folder) throws IOException {
        // Given
        Files.writeString(folder.resolve("long.txt"), "x".repeat(1_000_000));
        try (var trestle = StartedTrestle.of(folder, IMPATIENT);
                var lazy = RawSocket.ofOwner(trestle);
                var other = trestle.client()) {
            // When
            for (int id = 0; id < 60; id++) {
                lazy.sendTogether("{\"jsonrpc\":\"2.0\",\"id\":" + id
                        + ",\"method\":\"fs.read\",\"params\":{\"path\":\"long.txt\"}}");
            }
            // Then
            await().atMost(Launched.PATIENCE)
                    .until(() -> Http.get(trestle.http("/metrics"))
                            .body()
                            .contains("trestle_closes_total{code=\"4008\"} 1.0"));
            assertThat(other.call("fs.read", "path", "long.txt").get("size").asInt())
                    .isEqualTo(1_000_000);
            assertThat(trestle.process().err()).doesNotContain("WARN", "ERROR", "Exception");
        }
    }
}
