package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trestle.it.Launched.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** PROTOCOL §10: {@code publish} and {@code tail}. */
@ExtendWith(OneTrestle.class)
class CommandTopicsIT {

    private static final String TOPIC = "topic/builds";

    @TempDir
    private Path folder;

    private Ended publish(StartedTrestle trestle, String... arguments) {
        var all = new ArrayList<>(List.of("publish", "--url", trestle.http("/").toString()));
        all.addAll(List.of(arguments));
        return StartedTrestle.run(folder, StartedTrestle.WITH_TOKEN, all.toArray(String[]::new));
    }

    private Launched tail(StartedTrestle trestle) {
        return StartedTrestle.begin(
                folder,
                StartedTrestle.WITH_TOKEN,
                "tail",
                "--url",
                trestle.http("/").toString(),
                TOPIC,
                "--count",
                "3");
    }

    private static void awaitMember(StartedTrestle trestle) {
        try (var client = trestle.client()) {
            await().atMost(Launched.PATIENCE)
                    .until(() -> client.call("topic.presence", "topic", TOPIC)
                                    .get("members")
                                    .size()
                            == 1);
        }
    }

    @Test
    void whatIsPublishedIsPrintedAlsoAfterTheServerWasAway() {
        Launched tail;
        int port;
        try (var trestle = StartedTrestle.of(folder)) {
            // Given
            port = trestle.port();
            tail = tail(trestle);
            awaitMember(trestle);
            // When
            var first = publish(trestle, TOPIC, "finished", "build=7", "ok:=true", "took:=1.50");
            var second = publish(trestle, TOPIC, "idle");
            // Then
            assertThat(first.exitCode()).as(first.err()).isZero();
            assertThat(Json.of(second.out()).get("seq").asInt()).isEqualTo(2);
            var line = tail.line(text -> text.contains("finished"));
            assertThat(line).contains("\"data\":{\"build\":\"7\",\"ok\":true,\"took\":1.50}");
            tail.line(text -> text.contains("idle"));
        }
        try (tail;
                var again = StartedTrestle.up(
                        folder,
                        StartedTrestle.WITH_TOKEN,
                        List.of("up", folder.toString(), "--port", Integer.toString(port)))) {
            // When
            awaitMember(again);
            publish(again, TOPIC, "back");
            // Then
            var ended = tail.ended();
            assertThat(ended.exitCode()).as(ended.err()).isZero();
            assertThat(ended.out().lines()).hasSize(3).last().asString().contains("\"event\":\"back\"");
            assertThat(ended.err()).contains("the connection is lost (1001").contains(":2 are lost");
        }
    }

    @Test
    void whatTheServerRefusesExitsWith3(StartedTrestle trestle) {
        // When
        var published = publish(trestle, "workspace/default/files", "changed");
        var tailed = StartedTrestle.run(
                folder,
                StartedTrestle.WITH_TOKEN,
                "tail",
                "nowhere/x",
                "--url",
                trestle.http("/").toString());
        // Then
        assertThat(published.exitCode()).isEqualTo(3);
        assertThat(published.err()).startsWith("FORBIDDEN: ");
        assertThat(tailed.exitCode()).isEqualTo(3);
        assertThat(tailed.err()).startsWith("INVALID_ARGUMENT: topic must begin with");
    }

    @Test
    void withoutAServerATailEnds() {
        // When
        var ended = StartedTrestle.run(
                folder, Map.of("TRESTLE_TOKEN", StartedTrestle.TOKEN), "tail", TOPIC, "--url", "http://127.0.0.1:1");
        // Then
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).contains("no WebSocket at http://127.0.0.1:1/");
    }
}
