package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Caller;
import dev.trestle.bus.Glob;
import dev.trestle.bus.Operations;
import dev.trestle.config.RatesConfig;
import dev.trestle.gateway.access.Audit;
import dev.trestle.gateway.access.Grant;
import dev.trestle.gateway.access.Principal;
import dev.trestle.gateway.access.Rates;
import dev.trestle.gateway.call.Dispatch;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Nodes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeListTest {

    private final Promise<Nodes.Description> description = Promise.promise();
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start();
        TestGateway.await(Operations.everywhere(gateway.node(), "node")
                .serve(Nodes.DESCRIBE, (request, call) -> description.future())
                .start());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private HttpResponse<String> ask(String... headers) {
        return gateway.http("GET", "/api/v1/cluster", null, headers);
    }

    private JsonObject row() {
        return new JsonObject().put("node", gateway.node().id());
    }

    private static JsonObject listing(JsonObject row) {
        return new JsonObject().put("nodes", new JsonArray().add(row));
    }

    private String outcome(String operation, String workspaces) {
        var grant = new Grant(List.of(new Glob(operation)), List.of(new Glob(workspaces)), List.of());
        var who = new Principal("ada", List.of(grant));
        var dispatch = new Dispatch(
                gateway.node(),
                new Metrics(new SimpleMeterRegistry(), () -> 0),
                TestGateway.topics(gateway.node()),
                new Audit("n"),
                new Rates(new RatesConfig(1_000_000, 1_000_000, 1, 1)));
        var caller = Caller.of("ada", Duration.ofSeconds(5));
        return TestGateway.await(dispatch.call(who, "cluster.nodes", "default", Buffer.buffer("{}"), caller)
                .map(json -> "OK")
                .recover(
                        cause -> Future.succeededFuture(((Failure) cause).code().name())));
    }

    @Test
    void theNodesAreListedWithWhatTheySayOfThemselves() {
        // Given
        description.complete(new Nodes.Description("1.2", List.of("gateway"), 7, List.of(), 3, null));
        // When
        var answer = ask("Authorization", "Bearer " + TestGateway.TOKEN);
        // Then
        var is = new JsonObject()
                .put("version", "1.2")
                .put("roles", new JsonArray().add("gateway"))
                .put("started", 7)
                .put("workspaces", new JsonArray())
                .put("sockets", 3);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()))
                .isEqualTo(listing(row().put("answers", true).put("is", is)));
    }

    @Test
    void aNodeThatDoesNotAnswerIsListedAsSuch() {
        // When
        var answer = ask("Authorization", "Bearer " + TestGateway.TOKEN);
        // Then
        assertThat(new JsonObject(answer.body())).isEqualTo(listing(row().put("answers", false)));
    }

    @Test
    void strangersAreToldNothing() {
        assertThat(ask().statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "*,             *,       OK",
        "cluster.nodes, *,       OK",
        "*,             default, FORBIDDEN",
        "fs.*,          *,       FORBIDDEN"
    })
    void itTakesAGrantInAllWorkspaces(String operation, String workspaces, String expected) {
        // Given
        description.complete(new Nodes.Description("1.2", List.of(), 7, List.of(), null, null));
        // When
        var outcome = outcome(operation, workspaces);
        // Then
        assertThat(outcome).isEqualTo(expected);
    }

    @Test
    void noWorkspaceIsSaidToBeServedByWhatNoClientCanCall() {
        // When
        var services = gateway.node().directory().workspaces().get("default");
        // Then
        assertThat(services).containsExactly("test");
    }
}
