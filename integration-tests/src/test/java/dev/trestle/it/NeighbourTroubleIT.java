package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trestle.bus.Node;
import dev.trestle.bus.Operations;
import dev.trestle.wire.Empty;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Operation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PROTOCOL §3: the errors that only a service in trouble brings about. */
class NeighbourTroubleIT {

    private static final AtomicInteger BEGUN = new AtomicInteger();
    private static final AtomicInteger CANCELLED = new AtomicInteger();

    private static Neighbourhood neighbourhood;
    private static Node node;

    private Client client;

    @BeforeAll
    static void start(@TempDir Path folder) {
        var settings = Map.of("TRESTLE_GATEWAY_CALL_TIMEOUT_MS", "1000");
        neighbourhood = new Neighbourhood(folder, settings);
        node = neighbourhood.join();
        Neighbourhood.await(Operations.everywhere(node, "trouble")
                .serve(operation("trouble.throw"), (request, call) -> {
                    throw new IllegalStateException("a secret cause");
                })
                .serve(operation("trouble.never"), (request, call) -> {
                    BEGUN.incrementAndGet();
                    var promise = Promise.<Empty>promise();
                    call.onCancel(() -> {
                        CANCELLED.incrementAndGet();
                        promise.fail(new Failure(ErrorCode.CANCELLED, "stopped on the way"));
                    });
                    return promise.future();
                })
                .serve(
                        operation("trouble.often"),
                        (request, call) ->
                                Future.failedFuture(new Failure(ErrorCode.RATE_LIMITED, "too often").retryAfter(1_500)))
                .start());
        Neighbourhood.await(Operations.of(node, "elsewhere", Set.of("other"))
                .serve(operation("elsewhere.run"), (request, call) -> Future.succeededFuture(new Empty()))
                .start());
    }

    private static Operation<Empty, Empty> operation(String name) {
        return new Operation<>(name, Empty.class, Empty.class, "For these tests.");
    }

    @AfterAll
    static void stop() {
        Neighbourhood.await(node.leave());
        neighbourhood.close();
    }

    @BeforeEach
    void open() {
        client = neighbourhood.trestle().client();
        await().atMost(Launched.PATIENCE)
                .until(() -> client.call("session.operations").toString().contains("elsewhere.run"));
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aBugAnswersInternalWithARefAndNothingOfTheCause() {
        // When
        var error = client.error("trouble.throw");
        // Then
        assertThat(error.get("code").asInt()).isEqualTo(-32603);
        assertThat(error.at("/data/code").asText()).isEqualTo("INTERNAL");
        assertThat(error.at("/data/ref").asText()).isNotBlank();
        assertThat(error.toString()).doesNotContain("secret", "IllegalState");
    }

    @Test
    void noAnswerWithinTheDeadlineAnswersTimeout() {
        // When
        var error = client.error("trouble.never");
        // Then
        assertThat(error.get("code").asInt()).isEqualTo(-32010);
        assertThat(error.at("/data/code").asText()).isEqualTo("TIMEOUT");
        assertThat(error.at("/data/retryable").asBoolean()).isTrue();
    }

    @Test
    void aServiceThatLimitsSaysWhenToTryAgain() {
        // When
        var error = client.error("trouble.often");
        // Then
        assertThat(error.get("code").asInt()).isEqualTo(-32008);
        assertThat(error.at("/data/retryAfterMs").asInt()).isEqualTo(1_500);
        assertThat(error.at("/data/retryable").asBoolean()).isTrue();
    }

    @Test
    void anOperationThatNobodyServesInThisWorkspaceAnswersUnavailable() {
        // When
        var error = client.error("elsewhere.run");
        // Then
        assertThat(error.get("code").asInt()).isEqualTo(-32011);
        assertThat(error.at("/data/code").asText()).isEqualTo("UNAVAILABLE");
        assertThat(error.at("/data/retryable").asBoolean()).isTrue();
        assertThat(client.call("elsewhere.run", "workspace", "other").isObject())
                .isTrue();
    }

    @Test
    void aCallThatRunsIsToldToStop() {
        // Given
        int before = BEGUN.get();
        int stopped = CANCELLED.get();
        var call = client.begin("trouble.never", Json.object());
        await().until(() -> BEGUN.get() > before);
        // When
        var result = client.call("session.cancel", "id", client.lastBegun());
        // Then
        assertThat(result.get("cancelled").asBoolean()).isTrue();
        assertThat(Client.answer(call).at("/error/data/code").asText()).isEqualTo("CANCELLED");
        assertThat(CANCELLED.get()).isGreaterThan(stopped);
    }

    @Test
    void aConnectionThatEndsCancelsWhatRuns() {
        // Given
        int before = BEGUN.get();
        int stopped = CANCELLED.get();
        var leaving = neighbourhood.trestle().client();
        leaving.begin("trouble.never", Json.object());
        await().until(() -> BEGUN.get() > before);
        // When
        leaving.close();
        // Then
        await().atMost(Launched.PATIENCE).until(() -> CANCELLED.get() > stopped);
    }
}
