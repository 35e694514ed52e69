package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trestle.it.OtlpReceiver.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway and a worker, processes of one cluster, and a receiver of what they tell of calls. */
@Tag("jdk")
class TracesIT {

    private static final String CALLER = "00f067aa0ba902b7";

    @TempDir
    private static Path folder;

    private static OtlpReceiver receiver;
    private static StartedTrestle gateway;
    private static StartedTrestle worker;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "a");
        receiver = new OtlpReceiver();
        int port = Neighbourhood.freePort();
        gateway = StartedTrestle.of(folder, settings("TRESTLE_CLUSTER_PORT", "" + port), "--role", "gateway");
        var joining = settings("TRESTLE_CLUSTER_PORT", "" + Neighbourhood.freePort());
        joining.put("TRESTLE_CLUSTER_MEMBERS", "[127.0.0.1:" + port + "]");
        worker = StartedTrestle.up(folder, joining, List.of("up", folder.toString(), "--role", "fs"));
        try (var client = gateway.client()) {
            await().atMost(Launched.PATIENCE)
                    .until(() -> Client.answer(client.begin("fs.stat", Json.object("path", "a.txt")))
                            .has("result"));
        }
    }

    private static Map<String, String> settings(String key, String value) {
        var settings = new HashMap<>(Map.of(
                "TRESTLE_TOKEN",
                StartedTrestle.TOKEN,
                "TRESTLE_CLUSTER_ENABLED",
                "true",
                "TRESTLE_CLUSTER_SECRET",
                "a secret of the bus with thirty-two bytes",
                "TRESTLE_TRACING_ENDPOINT",
                receiver.url()));
        settings.put(key, value);
        return settings;
    }

    @AfterAll
    static void stop() {
        gateway.close();
        worker.close();
        receiver.close();
    }

    /** The spans of the trace by their place, as soon as both are there: the gateway's within the caller's, the worker's in that. */
    private static void assertOneTrace(String trace, String operation) {
        await().atMost(Launched.PATIENCE).until(() -> receiver.trace(trace).size() == 2);
        var spans = receiver.trace(trace).stream().collect(Collectors.toMap(Told::place, Function.identity()));
        var edge = spans.get("gateway");
        var service = spans.get("worker");
        assertThat(List.of(edge.name(), service.name())).containsOnly(operation);
        assertThat(edge.parent()).isEqualTo(CALLER);
        assertThat(service.parent()).isEqualTo(edge.id());
        assertThat(service.instance()).isNotEqualTo(edge.instance());
    }

    @Test
    void aCallOverASocketIsOneTraceOfItsClient() {
        // Given
        var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        try (var client = gateway.client()) {
            var frame = Json.object("jsonrpc", "2.0", "id", "t", "method", "fs.stat");
            frame.put("traceparent", "00-" + trace + "-" + CALLER + "-01");
            frame.set("params", Json.object("path", "a.txt"));
            // When
            client.send(frame.toString());
            // Then
            assertOneTrace(trace, "fs.stat");
        }
    }

    @Test
    void aCallOverHttpIsOneTraceOfItsClient() {
        // Given
        var trace = "0af7651916cd43dd8448eb211c80319c";
        var headers = new HashMap<>(Http.OWNER);
        headers.put("traceparent", "00-" + trace + "-" + CALLER + "-01");
        // When
        var answer = Http.post(gateway.http("/api/v1/call/fs.list"), headers, "{\"path\":\"\"}");
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertOneTrace(trace, "fs.list");
    }

    @Test
    void whatTheClientDoesNotWantToldIsNot() {
        // Given
        var silent = "11111111111111111111111111111111";
        var told = "22222222222222222222222222222222";
        var headers = new HashMap<>(Http.OWNER);
        for (var traceparent : List.of("00-" + silent + "-" + CALLER + "-00", "00-" + told + "-" + CALLER + "-01")) {
            headers.put("traceparent", traceparent);
            // When
            Http.post(gateway.http("/api/v1/call/fs.list"), headers, "{\"path\":\"\"}");
        }
        // Then
        assertOneTrace(told, "fs.list");
        assertThat(receiver.trace(silent)).isEmpty();
    }
}
