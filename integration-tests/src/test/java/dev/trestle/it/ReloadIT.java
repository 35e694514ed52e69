package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP: what an operator has changed holds at once, or nothing of it. */
class ReloadIT {

    private static final String ADA = "the-token-of-ada-0001";
    private static final Map<String, String> AS_ADA = Map.of("Authorization", "Bearer " + ADA);
    private static final String PAGE = "https://ide.example.org";

    @TempDir
    private Path folder;

    private Path config;
    private StartedTrestle trestle;
    private Client ada;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(folder.resolve("work"));
        config = folder.resolve("trestle.yaml");
        write("\"*\"", "gateway: {port: 0}");
        trestle = StartedTrestle.up(folder, StartedTrestle.WITH_TOKEN, List.of("up", "--config", config.toString()));
        ada = Client.open(trestle.ws(""), AS_ADA);
        ada.notification();
    }

    @AfterEach
    void stop() {
        ada.close();
        trestle.close();
    }

    private void write(String operations, String gateway) throws IOException {
        Files.writeString(folder.resolve("access.yaml"), """
                roles: {one: {operations: [%s], workspaces: ["*"], topics: ["*"]}}
                principals: {ada: {tokens: [%s], roles: [one]}}
                """.formatted(operations, ADA));
        Files.writeString(config, """
                access: {principals: access.yaml, audit: {file: audit.json}}
                workspaces: {default: work}
                %s
                """.formatted(gateway));
    }

    private void reload(String said) {
        trestle.process().signal("HUP");
        await().atMost(Launched.PATIENCE).until(() -> trestle.process().err().contains(said));
    }

    @Test
    void originsRatesAndLimitsHoldFromNowOnAndWhatNeedsARestartIsNamed() throws IOException {
        // Given
        assertThat(Client.handshake(trestle.ws(""), Map.of("Origin", PAGE))).isEqualTo(403);
        // When
        write("\"*\"", """
                gateway:
                  port: 0
                  origins: [%s]
                  heartbeatMs: 9000
                  rates: {readsPerSecond: 1, burstSeconds: 1}
                  limits: {connectionsPerPrincipal: 1}
                """.formatted(PAGE));
        reload("settings were read again");
        // Then
        assertThat(trestle.process().err())
                .contains("gateway.rates.readsPerSecond", "needRestart=[gateway.heartbeatMs]");
        assertThat(Client.handshake(trestle.ws(""), Map.of("Origin", PAGE))).isEqualTo(101);
        assertThat(Client.handshake(trestle.ws(""), AS_ADA)).isEqualTo(429);
        ada.begin("workspace.list", Json.object());
        assertThat(ada.code("workspace.list")).isEqualTo("RATE_LIMITED");
    }

    @Test
    void whoLosesARightIsRefusedAtOnceAndToldWhatEnds() throws IOException {
        // Given
        ada.call("topic.subscribe", "topic", "topic/news");
        var terminal = ada.call("pty.open", "cols", 80, "rows", 24, "binary", false)
                .get("terminal")
                .asText();
        // When
        write("fs.list", "gateway: {port: 0}");
        reload("settings were read again");
        // Then
        assertThat(ada.code("fs.stat", "path", "")).isEqualTo("FORBIDDEN");
        ada.call("fs.list", "path", "");
        await().atMost(Launched.PATIENCE).until(() -> told("pty.detached") && told("topic.unsubscribed"));
        assertThat(ada.notifications().toString()).contains(terminal, "topic/news", "rights of this principal");
    }

    private boolean told(String method) {
        return ada.notifications().stream()
                .anyMatch(frame -> frame.path("method").asText().equals(method));
    }

    @Test
    void neitherASocketNorADownloadOutlivesItsToken() throws Exception {
        // Given
        try (var large = new RandomAccessFile(folder.resolve("work/large").toFile(), "rw")) {
            large.setLength(16L << 30);
        }
        var request = HttpRequest.newBuilder(trestle.http(FilesOverHttp.target("large")));
        AS_ADA.forEach(request::header);
        try (var body = HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofInputStream())
                .body()) {
            assertThat(body.read()).isZero();
            // When
            Files.writeString(folder.resolve("access.yaml"), "principals: {}");
            reload("settings were read again");
            // Then
            assertThat(ada.closed().code()).isEqualTo(4001);
            assertThatThrownBy(() -> body.transferTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatIsWrongAnywhereChangesNothing() throws IOException {
        // When
        write("fs.list", "gateway: {port: 0, origins: [nowhere]}");
        reload("settings stay as they were");
        // Then
        assertThat(trestle.process().err()).contains("gateway.origins");
        ada.call("fs.stat", "path", "");
        // When
        write("fs.list", "gateway: {port: 0, origins: [%s]}".formatted(PAGE));
        Files.writeString(folder.resolve("access.yaml"), "principals: {ada: {roles: [missing]}}");
        reload("missing");
        // Then
        ada.call("fs.stat", "path", "");
        assertThat(Client.handshake(trestle.ws(""), Map.of("Origin", PAGE))).isEqualTo(403);
        await().atMost(Launched.PATIENCE)
                .until(() ->
                        Files.readString(folder.resolve("audit.json")).contains("\"reload\",\"outcome\":\"REFUSED\""));
    }
}
