package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log says, and what it never does. */
class CommandLogIT {

    private static final String CONTENT = "Zugvogelschwarm-7391";
    private static final String WRONG_TOKEN = "a-wrong-token-Kranichruf-5120";

    /** The log of a node that clients of all sorts have talked to, and the ticket of its ready line. */
    private record Session(String log, String ticket) {}

    @TempDir
    private Path folder;

    private Session session(Map<String, String> settings) throws IOException {
        Files.writeString(folder.resolve("a.txt"), CONTENT);
        Files.write(folder.resolve("b.bin"), new byte[] {(byte) 0xff});
        var environment = new HashMap<>(settings);
        environment.put("TRESTLE_TOKEN", StartedTrestle.TOKEN);
        try (var trestle = StartedTrestle.of(folder, environment)) {
            var ticket = trestle.ticket();
            Client.open(trestle.ws("ticket=" + ticket), Map.of()).close();
            Client.handshake(trestle.ws("ticket=" + ticket), Map.of());
            Client.handshake(trestle.ws("token=" + WRONG_TOKEN), Map.of());
            Client.handshake(trestle.ws(""), Map.of("Authorization", "Bearer " + WRONG_TOKEN));
            try (var client = trestle.client()) {
                client.code("session.authenticate", "token", WRONG_TOKEN);
                client.call("fs.read", "path", "a.txt");
                client.call("fs.write", "path", "c.txt", "content", CONTENT);
                client.code("fs.read", "path", "b.bin");
                client.code("fs.patch", "path", "a.txt", "format", "dmp", "patch", CONTENT);
                client.code("fs.write", "path", "a.txt", "content", CONTENT, "encoding", CONTENT);
                client.exchange("{" + CONTENT + "}");
                client.send("[\"" + StartedTrestle.TOKEN + "\"");
                client.send(CONTENT.getBytes(StandardCharsets.UTF_8));
                client.closed();
            }
            Http.post(trestle.http("/api/v1/call/fs.read"), Map.of("Authorization", "Bearer " + WRONG_TOKEN), CONTENT);
            return new Session(trestle.process().terminate().err(), ticket);
        }
    }

    private static void hasNoSecret(String log, String ticket) {
        assertThat(log).contains("ready", "drained").doesNotContain(StartedTrestle.TOKEN, WRONG_TOKEN, CONTENT, ticket);
    }

    @Test
    void hasNoTokenNoTicketAndNoFileContentWhateverTheLevel() throws IOException {
        // When
        var session = session(Map.of("TRESTLE_LOG_LEVEL", "trace"));
        // Then
        hasNoSecret(session.log(), session.ticket());
    }

    @Test
    void inJsonIsOneObjectOnEachLineAndHasNoSecretEither() throws IOException {
        // When
        var session = session(Map.of("TRESTLE_LOG_FORMAT", "json", "TRESTLE_LOG_LEVEL", "debug"));
        // Then
        hasNoSecret(session.log(), session.ticket());
        assertThat(session.log().lines()).hasSizeGreaterThan(3).allSatisfy(line -> {
            assertThat(Json.of(line).isObject()).isTrue();
            assertThat(Json.of(line).has("level")).isTrue();
        });
    }

    @Test
    void inTextSaysWhenItBeginsAndEndsAndNothingMoreWhateverClientsDo() throws IOException {
        // When
        var session = session(Map.of());
        // Then
        assertThat(session.log().lines()).hasSize(3).allMatch(line -> line.contains(" INFO "));
    }
}
