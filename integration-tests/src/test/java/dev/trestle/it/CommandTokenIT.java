package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens as an operator handles them: made, explained, used, withdrawn, and traced in the audit file. */
class CommandTokenIT {

    private static final String BOB = "the-token-of-bob-0001";

    @TempDir
    private Path folder;

    private Path config;

    @BeforeEach
    void configure() throws IOException {
        principals("bob: {tokens: [" + BOB + "], roles: [writer]}");
        config = Files.writeString(folder.resolve("trestle.yaml"), """
                access:
                  principals: access.yaml
                  jwt: {secret: "a secret for tests of thirty-two bytes", issuer: us, audience: trestle}
                  audit: {file: audit.json}
                workspaces: {default: work}
                """);
        Files.createDirectories(folder.resolve("work"));
    }

    private void principals(String principals) throws IOException {
        Files.writeString(folder.resolve("access.yaml"), """
                roles:
                  writer: {operations: ["fs.*", pty.open, "topic.*"], workspaces: [default], topics: ["topic/*"]}
                  reader: {operations: [fs.list, fs.read], workspaces: ["*"]}
                principals: {%s}
                """.formatted(principals));
    }

    private Launched.Ended token(String... arguments) {
        var all = new ArrayList<>(List.of("token", arguments[0], "--config", config.toString()));
        all.addAll(List.of(arguments).subList(1, arguments.length));
        return StartedTrestle.run(folder, Map.of(), all.toArray(String[]::new));
    }

    @Test
    void aTokenThatWasMadeIsExplainedAndServes() {
        // Given
        var made = token("make", "--subject", "ada", "--role", "reader", "--ttl", "5m");
        assertThat(made.exitCode()).as(made.err()).isZero();
        var ada = made.out().strip();
        // When
        var explained = token("explain", ada);
        var forged = token("explain", ada.substring(0, ada.length() - 4) + "AAAA");
        // Then
        assertThat(explained.exitCode()).isZero();
        assertThat(explained.out())
                .contains("\"alg\":\"HS256\"", "\"sub\":\"ada\"", "accepted: ada, until 2", "allows: fs.list fs.read\n")
                .doesNotContain(ada.substring(ada.lastIndexOf('.') + 1));
        assertThat(forged.exitCode()).isEqualTo(3);
        assertThat(forged.out()).contains("refused: no key of this gateway has signed it");
    }

    @Test
    void whatAnOperatorChangesCountsAtOnceAndWhatPeopleDoIsWrittenDown() throws IOException {
        try (var trestle = StartedTrestle.up(
                        folder,
                        StartedTrestle.WITH_TOKEN,
                        List.of("up", "--port", "0", "--config", config.toString()));
                var bob = Client.open(trestle.ws(""), Map.of("Authorization", "Bearer " + BOB))) {
            // When
            bob.call("fs.write", "path", "name.txt", "content", "secret content");
            bob.call("fs.read", "path", "name.txt");
            assertThat(bob.code("no.such")).isEqualTo("UNKNOWN_OPERATION");
            assertThat(bob.code("pty.list")).isEqualTo("FORBIDDEN");
            var terminal =
                    bob.call("pty.open", "cols", 80, "rows", 24).get("terminal").asText();
            bob.call("topic.publish", "topic", "topic/news", "event", "told", "data", "secret news");
            principals("carol: {tokens: [" + BOB + "x]}");
            trestle.process().signal("HUP");
            // Then
            assertThat(bob.closed().code()).isEqualTo(4001);
            assertThat(Client.handshake(trestle.ws(""), Map.of("Authorization", "Bearer " + BOB)))
                    .isEqualTo(401);
            await().atMost(Launched.PATIENCE).until(() -> audit().size() >= 7);
            assertThat(audit())
                    .extracting(line -> line.path("event").asText() + " "
                            + line.path("outcome").asText() + " "
                            + line.path("principal").asText() + " "
                            + line.path("operation").asText())
                    .containsExactly(
                            "authenticate OK bob ",
                            "call OK bob fs.write",
                            "call FORBIDDEN bob pty.list",
                            "call OK bob pty.open",
                            "call OK bob topic.publish",
                            "reload OK  ",
                            "authenticate UNAUTHENTICATED  ");
            assertThat(audit().get(1).path("path").asText()).isEqualTo("name.txt");
            assertThat(audit().get(2).path("reason").asText()).isEqualTo("not granted: pty.list");
            assertThat(audit().get(3).path("opened").asText()).isEqualTo(terminal);
            assertThat(audit().get(4).path("topic").asText()).isEqualTo("topic/news");
            assertThat(audit().get(6).path("reason").asText()).isEqualTo("it is no signed JSON Web Token");
            assertThat(audit())
                    .filteredOn(line -> !line.path("event").asText().equals("reload"))
                    .allSatisfy(line -> assertThat(line.path("from").asText()).isEqualTo("127.0.0.1"));
            assertThat(audit().toString()).doesNotContain("secret", BOB);
        }
    }

    private List<JsonNode> audit() throws IOException {
        return Files.readAllLines(folder.resolve("audit.json")).stream()
                .map(Json::of)
                .toList();
    }

    @Test
    void settingsThatAcceptTokensWithoutAUsableKeyAreRefusedInOneSentence() throws IOException {
        // Given
        Files.writeString(
                config,
                "access: {jwt: {keyFile: missing.pem, issuer: us, audience: us}}\nworkspaces: {default: work}\n");
        // When
        var ended = StartedTrestle.run(folder, Map.of(), "up", "--port", "0", "--config", config.toString());
        // Then
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err().lines().filter(line -> line.startsWith("trestle: ")))
                .containsExactly("trestle: access.jwt.keyFile names "
                        + folder.toRealPath().resolve("missing.pem") + ", which cannot be read");
    }
}
