package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Caller;
import dev.trestle.bus.Glob;
import dev.trestle.bus.Target;
import dev.trestle.config.RatesConfig;
import dev.trestle.gateway.access.Audit;
import dev.trestle.gateway.access.Grant;
import dev.trestle.gateway.access.Principal;
import dev.trestle.gateway.access.Rates;
import dev.trestle.gateway.call.Dispatch;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Protocol;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccessOfCallsTest {

    private static final Principal READER = new Principal(
            "reader",
            List.of(new Grant(
                    List.of(new Glob("test.echo"), new Glob("fs.*")), List.of(new Glob("default")), List.of())));

    private static TestGateway gateway;
    private static Dispatch dispatch;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
        dispatch = new Dispatch(
                gateway.node(),
                new Metrics(new SimpleMeterRegistry(), () -> 0),
                TestGateway.topics(gateway.node()),
                new Audit("n"),
                new Rates(new RatesConfig(1_000_000, 1_000_000, 1, 1)));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static String outcome(Principal who, String operation, String workspace) {
        var caller = Caller.of(who.name(), Duration.ofSeconds(5));
        var call = dispatch.call(who, operation, workspace, Buffer.buffer("{}"), caller)
                .map(json -> "OK")
                .recover(cause -> Future.succeededFuture(((Failure) cause).code() + ": " + cause.getMessage()));
        return TestGateway.await(call);
    }

    static Stream<String> operations() {
        return Stream.concat(
                Protocol.OPERATIONS.stream()
                        .map(row -> row.name())
                        .filter(name -> !name.matches("(session|workspace|topic|cluster)[.].*"))
                        .filter(name -> !name.equals("pty.ack") && !name.equals("pty.detach")),
                Stream.of("test.echo", "test.wait", "test.big", "test.fail"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aWorkspaceWithoutAGrantLooksLikeOneThatIsNotThere(String operation) {
        assertThat(outcome(READER, operation, "other"))
                .isEqualTo(outcome(READER, operation, "nobody").replace("nobody", "other"))
                .startsWith("NOT_FOUND");
    }

    @Test
    void whatIsGrantedIsServedAndWhatIsNotIsForbidden() {
        assertThat(outcome(READER, "test.echo", "default")).isEqualTo("OK");
        assertThat(outcome(READER, "test.wait", "default")).startsWith("FORBIDDEN");
        assertThat(outcome(READER, "fs.read", "default")).startsWith("UNAVAILABLE");
        assertThat(outcome(READER, "no.such", "default")).startsWith("UNKNOWN_OPERATION");
    }

    @Test
    void whoHasNoGrantSeesNothing() {
        var nobody = new Principal("nobody", List.of());
        assertThat(outcome(nobody, "test.echo", "default")).startsWith("NOT_FOUND");
        assertThat(dispatch.workspaces(nobody)).isEmpty();
    }

    @Test
    void theListsShowWhatIsGranted() {
        // When
        var caller = Caller.of("reader", Duration.ofSeconds(5));
        var operations = new JsonObject(
                TestGateway.await(dispatch.call(READER, "session.operations", "default", Buffer.buffer("{}"), caller)));
        // Then
        assertThat(operations.getJsonArray("operations"))
                .contains("test.echo", "fs.read", "session.ping", "workspace.list")
                .doesNotContain("test.wait", "test.big");
        assertThat(dispatch.workspaces(READER))
                .extracting(workspace -> workspace.id())
                .containsExactly("default");
    }

    @Test
    void toCancelWhatIsNotThereHarmsNobody() {
        dispatch.cancel("test.echo", Target.workspace("nowhere"), "call");
        dispatch.cancel("no.such", Target.workspace("default"), "call");
        dispatch.cancel("fs.read", Target.workspace("default"), "call");
        dispatch.cancel("session.ping", Target.workspace("default"), "call");
        dispatch.cancel("", Target.workspace(""), "");
        assertThat(outcome(READER, "test.echo", "default")).isEqualTo("OK");
    }
}
