package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PROTOCOL §2 and §4: limits, and calls that wait, on a node whose configuration has tight ones. */
@Tag("jdk")
class ProtocolWalkLimitsIT {

    private static StartedTrestle trestle;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        var config = Files.writeString(folder.resolve("trestle.yaml"), """
                gateway:
                  limits:
                    messageBytes: 65536
                    inFlight: 1
                    waiting: 2
                    waitingBytes: 1000
                """);
        trestle = StartedTrestle.of(folder, StartedTrestle.WITH_TOKEN, "--config", config.toString());
    }

    @AfterAll
    static void stop() {
        trestle.close();
    }

    @Test
    void readySaysTheLimits() {
        // Given
        var client = trestle.client();
        // When
        var limits = client.notification().at("/params/limits");
        // Then
        assertThat(limits).isEqualTo(object("messageBytes", 65_536, "inFlight", 1));
        client.close();
    }

    @Test
    void aMessageMayBeAsLongAsTheLimit() {
        // Given
        var client = trestle.client();
        var frame = "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"session.ping\",\"pad\":\"\"}";
        // When
        var answer = client.exchange(frame.replace("\"\"}", "\"" + "x".repeat(65_536 - frame.length()) + "\"}"));
        // Then
        assertThat(answer.has("result")).isTrue();
        client.close();
    }

    @Test
    void aLongerMessageClosesTheConnectionWith1009() {
        // Given
        var client = trestle.client();
        // When
        client.send("x".repeat(65_537));
        // Then
        assertThat(client.closed().code()).isEqualTo(1009);
    }

    @Test
    void moreCallsThanMayRunWaitInTheOrderInWhichTheyCame() {
        try (var raw = RawSocket.ofOwner(trestle)) {
            // When
            raw.sendTogether(stat("a"), stat("b"), stat("c"));
            // Then
            assertThat(next(raw).get("id").asText()).isEqualTo("a");
            assertThat(next(raw).get("id").asText()).isEqualTo("b");
            assertThat(next(raw).get("id").asText()).isEqualTo("c");
        }
    }

    @Test
    void moreCallsThanMayWaitAnswerBusy() {
        try (var raw = RawSocket.ofOwner(trestle)) {
            // When
            raw.sendTogether(stat("runs"), stat("waits"), stat("waits-too"), stat("too-much"));
            // Then
            var error = four(raw).get("too-much").get("error");
            assertThat(error.get("code").asInt()).isEqualTo(-32009);
            assertThat(error.at("/data/code").asText()).isEqualTo("BUSY");
            assertThat(error.at("/data/retryable").asBoolean()).isTrue();
        }
    }

    @Test
    void moreBytesThanMayWaitAnswerBusy() {
        try (var raw = RawSocket.ofOwner(trestle)) {
            // When
            raw.sendTogether(stat("runs"), stat("waits"), request("big", "fs.stat", "x".repeat(1_000)), stat("small"));
            // Then
            var answers = four(raw);
            assertThat(answers.get("big").at("/error/data/code").asText()).isEqualTo("BUSY");
            assertThat(answers.get("small").has("result")).isTrue();
        }
    }

    @Test
    void aCallThatHasNotBegunAnswersCancelled() {
        // Given
        var cancel = "{\"jsonrpc\":\"2.0\",\"id\":\"c\",\"method\":\"session.cancel\",\"params\":{\"id\":\"waits\"}}";
        try (var raw = RawSocket.ofOwner(trestle)) {
            // When
            raw.sendTogether(stat("runs"), stat("waits"), cancel, stat("next"));
            // Then
            var answers = four(raw);
            assertThat(answers.get("c").get("result")).isEqualTo(object("cancelled", true));
            assertThat(answers.get("waits").at("/error/code").asInt()).isEqualTo(-32012);
            assertThat(answers.get("waits").at("/error/data/code").asText()).isEqualTo("CANCELLED");
            assertThat(answers.get("runs").has("result")).isTrue();
            assertThat(answers.get("next").has("result")).isTrue();
        }
    }

    @Test
    void aCallThatRunsAnswersCancelledOrItsResult() {
        // Given
        var cancel = "{\"jsonrpc\":\"2.0\",\"id\":\"c\",\"method\":\"session.cancel\",\"params\":{\"id\":\"runs\"}}";
        try (var raw = RawSocket.ofOwner(trestle)) {
            // When
            raw.sendTogether(stat("runs"), cancel, stat("a"), stat("b"));
            // Then
            var answers = four(raw);
            assertThat(answers.get("c").get("result")).isEqualTo(object("cancelled", true));
            var ran = answers.get("runs");
            assertThat(ran.has("result") || ran.at("/error/data/code").asText().equals("CANCELLED"))
                    .isTrue();
        }
    }

    private static String stat(String id) {
        return request(id, "fs.stat", "/");
    }

    private static String request(String id, String method, String path) {
        return object("jsonrpc", "2.0", "id", id, "method", method, "params", Map.of("path", path))
                .toString();
    }

    private static JsonNode next(RawSocket raw) {
        return Json.of(raw.frame(RawSocket.TEXT).text());
    }

    private static Map<String, JsonNode> four(RawSocket raw) {
        var answers = new HashMap<String, JsonNode>();
        for (int i = 0; i < 4; i++) {
            var answer = next(raw);
            answers.put(answer.get("id").asText(), answer);
        }
        return answers;
    }
}
