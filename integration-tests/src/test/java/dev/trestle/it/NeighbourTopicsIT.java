package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Node;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that has joined the bus publishes on topics, which its clients see at the gateway. */
class NeighbourTopicsIT {

    @TempDir
    private Path folder;

    @Test
    void aServiceBesideTrestlePublishes() {
        try (var neighbourhood = new Neighbourhood(folder, Map.of());
                var client = neighbourhood.trestle().client()) {
            // Given
            Node node = neighbourhood.join();
            client.notification();
            client.call("topic.subscribe", "topic", "workspace/default/files");
            // When
            var place = Neighbourhood.await(
                    node.publisher("watcher").publish("workspace/default/files", "changed", Map.of("path", "π.txt")));
            // Then
            var event = client.notification().get("params");
            assertThat(event.get("data")).isEqualTo(object("path", "π.txt"));
            assertThat(event.get("seq").asLong()).isEqualTo(place.seq());
            assertThat(event.get("epoch").asText()).isEqualTo(place.epoch());
            Neighbourhood.await(node.leave());
        }
    }
}
