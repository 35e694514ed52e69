package dev.trestle.gateway;

import static dev.trestle.gateway.RawSocket.upgrade;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.trestle.gateway.access.Audit;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who came in, who did not, and that nobody can fill a disk with it. */
class AuditTest {

    private static final String BOB = "the-token-of-bob-0001";

    // What somebody has done in another test may still be counted.
    private static final String CAROL = "the-token-of-carol-0001";
    private static final String DAVE = "the-token-of-dave-0001";
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(Audit.LOGGER);

    @TempDir
    static Path folder;

    private static final Queue<JsonObject> LINES = new ConcurrentLinkedQueue<>();
    private static final AppenderBase<ILoggingEvent> APPENDER = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            LINES.add(new JsonObject(event.getMessage()));
        }
    };

    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        var file = Files.writeString(folder.resolve("access.yaml"), """
                roles: {tester: {operations: ["test.*", "topic.*"], workspaces: [default], topics: ["*"]}}
                principals:
                  bob: {tokens: [%s], roles: [tester]}
                  carol: {tokens: [%s], roles: [tester]}
                  dave: {tokens: [%s], roles: [tester]}
                """.formatted(BOB, CAROL, DAVE));
        gateway = TestGateway.start("access.principals", file.toString(), "access.audit.repeatMs", "500");
        APPENDER.start();
        LOGGER.setLevel(Level.INFO);
        LOGGER.setAdditive(false);
        LOGGER.addAppender(APPENDER);
    }

    @AfterAll
    static void stop() {
        LOGGER.detachAppender(APPENDER);
        LOGGER.setLevel(null);
        LOGGER.setAdditive(true);
        gateway.close();
    }

    @AfterEach
    void forget() {
        LINES.clear();
    }

    private static List<JsonObject> lines(String... expected) {
        Predicate<JsonObject> wanted =
                line -> line.getString("node").equals(gateway.node().id());
        for (int i = 0; i < expected.length; i += 2) {
            var name = expected[i];
            var value = expected[i + 1];
            wanted = wanted.and(line -> value.equals(line.getString(name)));
        }
        return LINES.stream().filter(wanted).toList();
    }

    private static void assertTold(String... expected) {
        TestGateway.until(() -> !lines(expected).isEmpty());
    }

    /** How often it happened, by the lines. */
    private static long times(List<JsonObject> lines) {
        return lines.stream().mapToLong(line -> line.getLong("repeated", 1L)).sum();
    }

    private static int status(String request) {
        try (var socket = gateway.raw()) {
            return socket.send(request).status();
        }
    }

    private static void echo(String token) {
        gateway.http("POST", "/api/v1/call/test.echo", "{}", "Authorization", "Bearer " + token);
    }

    @Test
    void whoeverComesInOverHttpIsToldOfAndThenCounted() {
        for (int i = 0; i < 20; i++) {
            echo(CAROL);
        }
        TestGateway.until(() -> times(lines("event", "authenticate", "outcome", "OK", "principal", "carol")) == 20);
        var told = lines("principal", "carol", "event", "authenticate");
        assertThat(told.get(0).getString("from")).isEqualTo("127.0.0.1");
        assertThat(told.get(0).containsKey("repeated")).isFalse();
    }

    @Test
    void aConnectionHasALineAndRefreshesOfItAreCounted() {
        try (var dave = gateway.stranger("Authorization: Bearer " + DAVE)) {
            dave.json();
            for (int i = 0; i < 200; i++) {
                dave.call(i, "session.authenticate", "{\"token\":\"" + DAVE + "\"}")
                        .json();
            }
        }
        TestGateway.until(() -> times(lines("event", "authenticate", "principal", "dave")) == 201);
        assertThat(lines("principal", "dave"))
                .hasSizeLessThan(100)
                .filteredOn(line -> line.containsKey("connection"))
                .hasSize(1);
    }

    @Test
    void aFloodOfBadTokensIsCountedAndNotWrittenEach() {
        try (var stranger = gateway.stranger()) {
            for (int i = 0; i < 300; i++) {
                echo("nobody-has-this-" + i);
                stranger.call(i, "session.authenticate", "{\"token\":\"nor this\"}")
                        .json();
            }
        }
        TestGateway.until(() -> times(lines("event", "authenticate", "outcome", "UNAUTHENTICATED")) == 600);
        assertThat(lines("outcome", "UNAUTHENTICATED")).hasSizeLessThan(100);
        assertThat(lines("outcome", "UNAUTHENTICATED").toString()).doesNotContain("nobody-has", "nor this");
    }

    @Test
    void aHandshakeThatIsRefusedIsToldOfWithItsReason() {
        // When
        assertThat(status(upgrade("/ws", "Origin: https://evil.example"))).isEqualTo(403);
        // Then
        assertTold("event", "connect", "outcome", "FORBIDDEN", "from", "127.0.0.1");
        assertThat(lines("event", "connect", "outcome", "FORBIDDEN").get(0).getString("reason"))
                .contains("gateway.origins");
        // When
        assertThat(status(upgrade("/ws?token=a"))).isEqualTo(400);
        // Then
        assertTold("event", "connect", "outcome", "INVALID_REQUEST", "reason", "a token has no business in a URL");
        // When
        LINES.clear();
        assertThat(status("GET /metrics HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
                .isEqualTo(403);
        // Then
        TestGateway.until(() -> lines("event", "connect").stream()
                .anyMatch(line -> line.getString("reason").contains("gateway.hosts")));
    }

    @Test
    void oneConnectionTooManyIsToldOf() {
        try (var first = gateway.owner()) {
            TestGateway.await(gateway.reload("gateway.limits.connectionsPerAddress", "1"));
            assertThat(status(upgrade("/ws"))).isEqualTo(429);
            assertTold("event", "connect", "outcome", "RATE_LIMITED");
            assertThat(first.call("p", "session.ping", "{}").json().containsKey("result"))
                    .isTrue();
        } finally {
            TestGateway.await(gateway.reload("gateway.limits.connectionsPerAddress", "10000"));
        }
    }

    @Test
    void whatIsDeniedBeforeItIsACallIsToldOfAsWellAndTopicsThatOneCannotSee() {
        try (var stranger = gateway.stranger();
                var bob = gateway.stranger("Authorization: Bearer " + BOB)) {
            // When
            stranger.call(1, "test.echo", "{}").json();
            bob.json();
            bob.call(1, "pty.detach", "{\"terminal\":\"t@n\"}").json();
            bob.call(2, "topic.subscribe", "{\"topic\":\"workspace/other/diagnostics\"}")
                    .json();
            bob.call(3, "fs.read", "{\"path\":\"a\"}").json();
            // Then
            assertTold("event", "call", "outcome", "UNAUTHENTICATED", "operation", "test.echo");
            assertTold("event", "call", "outcome", "FORBIDDEN", "operation", "pty.detach", "principal", "bob");
            assertTold("outcome", "NOT_FOUND", "topic", "workspace/other/diagnostics", "principal", "bob");
            assertTold("outcome", "FORBIDDEN", "operation", "fs.read", "principal", "bob");
        }
    }

    @Test
    void aPublicationOverHttpSaysOnWhichTopic() {
        gateway.http(
                "POST",
                "/api/v1/topics/topic/news",
                "{\"event\":\"told\",\"data\":\"a secret\"}",
                "Authorization",
                "Bearer " + BOB);
        assertTold("event", "call", "operation", "topic.publish", "topic", "topic/news", "outcome", "OK");
        assertThat(LINES.toString()).doesNotContain("a secret");
    }
}
