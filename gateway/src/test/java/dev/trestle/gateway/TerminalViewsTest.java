package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Call;
import dev.trestle.bus.Caller;
import dev.trestle.bus.Glob;
import dev.trestle.bus.Operations;
import dev.trestle.bus.StreamWriter;
import dev.trestle.bus.Streams;
import dev.trestle.bus.Target;
import dev.trestle.bus.Wire;
import dev.trestle.config.Settings;
import dev.trestle.config.Sources;
import dev.trestle.gateway.access.Access;
import dev.trestle.gateway.access.Grant;
import dev.trestle.gateway.access.Principal;
import dev.trestle.gateway.call.Crowd;
import dev.trestle.gateway.terminal.Frames;
import dev.trestle.gateway.terminal.Terminals;
import dev.trestle.gateway.terminal.Typing;
import dev.trestle.gateway.topic.TopicHub;
import dev.trestle.wire.Empty;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Pty;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one socket sees of terminals, with a worker that does as it is told and a network that takes what it is told to. */
class TerminalViewsTest {

    private static final Principal WATCHER =
            new Principal("watcher", List.of(new Grant(List.of(new Glob("pty.attach")), List.of(Glob.ANY), List.of())));
    private static final Principal TYPIST =
            new Principal("typist", List.of(new Grant(List.of(new Glob("pty.*")), List.of(Glob.ANY), List.of())));

    private final Map<String, StreamWriter> writers = new ConcurrentHashMap<>();
    private final List<String> typed = new CopyOnWriteArrayList<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<Runnable> leaving = new CopyOnWriteArrayList<>();
    private TestGateway gateway;
    private Context socket;
    private Terminals terminals;
    private Typing typing;

    private final Frames network = new Frames() {
        @Override
        public void binary(Buffer message, Runnable gone) {
            sent.add(message.getInt(1) + ":" + (message.length() - 5));
            leaving.add(gone);
        }

        @Override
        public void notification(String method, byte[] params, Runnable gone) {
            sent.add(method + new String(params, StandardCharsets.UTF_8));
            leaving.add(gone);
        }

        @Override
        public boolean isFull() {
            return false;
        }
    };

    @BeforeEach
    void start() {
        gateway = TestGateway.start();
        var node = gateway.node();
        var operations = Operations.of(node, "pty", Set.of("default"))
                .serve(Pty.ATTACH, this::attach)
                .serve(Pty.INPUT, this::type);
        TestGateway.await(operations.start());
        var settings = Settings.read(Sources.of(Map.of("node.roles", "[gateway]", "access.token", TestGateway.TOKEN)));
        var edge = new Edge(
                node,
                settings.gateway(),
                TestGateway.await(Access.open(node.vertx(), settings.access())),
                new TopicHub(node, settings.topics(), settings.redis(), 1));
        socket = node.vertx().getOrCreateContext();
        terminals = new Terminals(edge, network);
        typing = new Typing(edge, terminals, network, new Crowd(() -> {}));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Future<Pty.Attached> attach(Pty.Attach request, Call call) {
        var writer = gateway.node().streams().writeTo(call.stream(), new StreamWriter.Producer() {
            @Override
            public void granted() {}

            @Override
            public void cancelled(Failure cause) {}
        });
        writers.put(request.terminal(), writer);
        int stream = Streams.numberOf(call.stream());
        return Future.succeededFuture(new Pty.Attached(stream, 0, 80, 24, null, null));
    }

    private Future<Empty> type(Pty.Input request, Call call) {
        typed.add(call.principal() + " " + request.data());
        return Future.succeededFuture(new Empty());
    }

    private <T> T onSocket(Supplier<Future<T>> task) {
        var promise = Promise.<T>promise();
        socket.runOnContext(now -> task.get().onComplete(promise));
        return TestGateway.await(promise.future());
    }

    private Caller caller(Principal who) {
        return Caller.of(who.name(), Duration.ofSeconds(5));
    }

    /** Attaches to a terminal of this node; yields the stream. */
    private int look(Principal who, String terminal) {
        var params = Buffer.buffer(Wire.encode(new Pty.Attach(terminal, null, true, false)));
        var target = Target.handle("default", terminal);
        var reply = onSocket(() -> terminals.call(who, "pty.attach", target, params, caller(who)));
        var writer = writers.get(terminal);
        TestGateway.until(() -> writer.credit() > 0);
        return new JsonObject(reply).getInteger("stream");
    }

    private String id(String name) {
        return name + "@" + gateway.node().id();
    }

    private void type(Principal who, int stream) {
        onSocket(() -> {
            typing.type(
                    who, Buffer.buffer().appendByte((byte) 1).appendInt(stream).appendString("x"), caller(who));
            return Future.succeededFuture();
        });
    }

    private void write(String terminal, int stream, int bytes) {
        var message = Buffer.buffer().appendByte((byte) 1).appendInt(stream).appendBytes(new byte[bytes]);
        writers.get(terminal).write(message);
    }

    @Test
    void whoMayOnlyAttachSeesOutputAndTypesNothing() {
        // Given
        int stream = look(WATCHER, id("t"));
        // When
        write(id("t"), stream, 7);
        TestGateway.until(() -> sent.contains(stream + ":7"));
        type(WATCHER, stream);
        // Then
        TestGateway.until(() -> sent.contains("pty.refused{\"stream\":" + stream
                + ",\"code\":\"FORBIDDEN\",\"message\":\"not granted: pty.input\"}"));
        assertThat(typed).isEmpty();
    }

    @Test
    void whoMayTypeTypesOnAStreamThatIsOpen() {
        // Given
        int stream = look(TYPIST, id("t"));
        // When
        type(TYPIST, stream);
        type(TYPIST, stream + 1);
        // Then
        TestGateway.until(() -> typed.equals(List.of("typist eA==")));
        TestGateway.until(() -> sent.stream().anyMatch(frame -> frame.contains("NOT_FOUND")));
    }

    @Test
    void aFloodTakesTurnsWithTheOthersAndFillsNoQueue() {
        // Given
        int flood = look(TYPIST, id("flood"));
        int calm = look(TYPIST, id("calm"));
        for (int i = 0; i < 10; i++) {
            write(id("flood"), flood, 16_000);
        }
        TestGateway.until(() -> sent.size() == 3);
        // When
        write(id("calm"), calm, 1);
        onSocket(() -> {
            leaving.get(0).run();
            leaving.get(1).run();
            return Future.succeededFuture();
        });
        // Then
        TestGateway.until(() -> sent.size() > 4);
        assertThat(sent.subList(0, 5))
                .contains(calm + ":1")
                .filteredOn(frame -> frame.equals(flood + ":16000"))
                .hasSize(4);
    }

    @Test
    void aTerminalWhoseWorkerIsLostHasEnded() {
        // Given
        look(TYPIST, id("t"));
        // When
        writers.get(id("t")).fail(new Failure(ErrorCode.UNAVAILABLE, "died"));
        // Then
        TestGateway.until(
                () -> sent.contains("pty.exited{\"terminal\":\"" + id("t") + "\",\"reason\":\"worker lost\"}"));
    }
}
