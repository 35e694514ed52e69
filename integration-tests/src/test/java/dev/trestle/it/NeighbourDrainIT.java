package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trestle.bus.Node;
import dev.trestle.bus.Operations;
import dev.trestle.wire.Empty;
import dev.trestle.wire.Operation;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PROTOCOL §1, §3 and §10: a drain that has to wait for a call that a neighbour takes its time for. */
class NeighbourDrainIT {

    private static final Operation<Empty, Empty> SLOW =
            new Operation<>("trouble.slow", Empty.class, Empty.class, "Ends when this test says so.");

    @TempDir
    private Path folder;

    private final Promise<Void> begun = Promise.promise();
    private final Promise<Empty> end = Promise.promise();
    private Neighbourhood neighbourhood;
    private Node node;

    @BeforeEach
    void start() {
        neighbourhood = new Neighbourhood(folder, Map.of("TRESTLE_GATEWAY_DRAIN_MS", "20000"));
        node = neighbourhood.join();
        Neighbourhood.await(Operations.everywhere(node, "trouble")
                .serve(SLOW, (request, call) -> {
                    begun.tryComplete();
                    return end.future();
                })
                .start());
    }

    @AfterEach
    void stop() {
        Neighbourhood.await(node.leave());
        neighbourhood.close();
    }

    private CompletableFuture<JsonNode> beginAndSignal(Client client) {
        client.notification();
        await().atMost(Launched.PATIENCE)
                .until(() -> client.call("session.operations").toString().contains("trouble.slow"));
        var call = client.begin("trouble.slow", object());
        Neighbourhood.await(begun.future());
        neighbourhood.trestle().process().signal("TERM");
        assertThat(client.notification().get("method").asText()).isEqualTo("session.closing");
        return call;
    }

    @Test
    void answersWhatIsInFlightAndTakesNobodyInMeanwhile() {
        var trestle = neighbourhood.trestle();
        try (var client = trestle.client()) {
            // Given
            var call = beginAndSignal(client);
            assertThat(Client.handshake(trestle.ws(""), Http.OWNER)).isEqualTo(503);
            assertThat(Http.get(trestle.http("/health/ready")).statusCode()).isEqualTo(503);
            assertThat(Http.get(trestle.http("/health/live")).statusCode()).isEqualTo(200);
            assertThat(client.isOpen()).isTrue();
            // When
            end.complete(new Empty());
            // Then
            assertThat(Client.answer(call).has("result")).isTrue();
            assertThat(client.closed().code()).isEqualTo(1001);
            assertThat(trestle.process().ended().exitCode()).isZero();
        }
    }

    @Test
    void aSecondSignalEndsItAtOnce() {
        var trestle = neighbourhood.trestle();
        try (var client = trestle.client()) {
            // Given
            var call = beginAndSignal(client);
            long start = System.nanoTime();
            // When
            trestle.process().signal("TERM");
            // Then
            assertThat(trestle.process().ended().exitCode()).isEqualTo(1);
            assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
            assertThat(call)
                    .satisfiesAnyOf(
                            unanswered -> assertThat(unanswered).isNotDone(),
                            failed -> assertThat(failed).isCompletedExceptionally());
        }
    }
}
