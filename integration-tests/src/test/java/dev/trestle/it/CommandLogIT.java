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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log says, and what it never does. */
class CommandLogIT {

    private static final String CONTENT = "Zugvogelschwarm-7391";
    private static final String WRONG_TOKEN = "a-wrong-token-Kranichruf-5120";

    @TempDir
    private Path folder;

    private String logOfASession(Map<String, String> settings) throws IOException {
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
            return trestle.process().terminate().err() + "\n" + ticket;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"debug", "trace"})
    void hasNoTokenNoTicketAndNoFileContentAtAnyLevel(String level) throws IOException {
        // When
        var logAndTicket = logOfASession(Map.of("TRESTLE_LOG_LEVEL", level));
        // Then
        int end = logAndTicket.lastIndexOf('\n');
        var log = logAndTicket.substring(0, end);
        assertThat(log)
                .contains("ready", "drained")
                .doesNotContain(StartedTrestle.TOKEN, WRONG_TOKEN, CONTENT, logAndTicket.substring(end + 1));
    }

    @Test
    void inJsonIsOneObjectOnEachLine() throws IOException {
        // When
        var logAndTicket = logOfASession(Map.of("TRESTLE_LOG_FORMAT", "json", "TRESTLE_LOG_LEVEL", "debug"));
        // Then
        var lines = logAndTicket
                .substring(0, logAndTicket.lastIndexOf('\n'))
                .strip()
                .lines()
                .toList();
        assertThat(lines).hasSizeGreaterThan(2).allSatisfy(line -> {
            assertThat(Json.of(line).isObject()).isTrue();
            assertThat(Json.of(line).has("level")).isTrue();
        });
    }

    @Test
    void inTextAnOrdinarySessionSaysWhenItBeginsAndEndsAndNothingMore() throws IOException {
        // When
        var logAndTicket = logOfASession(Map.of());
        // Then
        var lines = logAndTicket.substring(0, logAndTicket.lastIndexOf('\n')).lines();
        assertThat(lines).hasSize(3).allMatch(line -> line.contains(" INFO "));
    }

    @Test
    void isSilentWhereNothingIsWrongAndLevelIsError() throws IOException {
        // When
        var logAndTicket = logOfASession(Map.of("TRESTLE_LOG_LEVEL", "error"));
        // Then
        assertThat(logAndTicket).startsWith("\n");
    }
}
