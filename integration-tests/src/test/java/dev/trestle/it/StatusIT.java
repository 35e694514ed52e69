package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node without the role gateway tells those who look after it. */
class StatusIT {

    @Test
    void aWorkerTellsItsHealthAndItsMetrics(@TempDir Path folder) throws Exception {
        // Given
        int port = Neighbourhood.freePort();
        var settings = Map.of("TRESTLE_STATUS_ENABLED", "true", "TRESTLE_STATUS_PORT", Integer.toString(port));
        try (var worker = StartedTrestle.up(folder, settings, List.of("up", folder.toString(), "--role", "fs"))) {
            assertThat(worker.readyLine()).isEqualTo("ready");
            // When
            var live = get(port, "/health/live");
            var ready = get(port, "/health/ready");
            var metrics = get(port, "/metrics");
            // Then
            assertThat(live.statusCode()).isEqualTo(200);
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(Json.of(ready.body()).path("status").asText()).isEqualTo("ok");
            assertThat(metrics.body()).contains("jvm_memory_used_bytes");
            assertThat(get(port, "/api/v1/protocol.json").statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
