package dev.trestle.gateway.dialect.patterns;

import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Message;
import dev.trestle.wire.Nullable;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Function;

/** What one client says on one connection. */
final class Requests {

    /** {@code agent:start}. */
    record Start(@Nullable Object projectId, @Nullable String projectPath) {}

    /** {@code agent:message}. */
    record Content(String content) {}

    private final EventSocket socket;
    private final Client client;

    Requests(EventSocket socket, Client client) {
        this.socket = socket;
        this.client = client;
    }

    void serve() {
        socket.on("agent:start", Start.class, this::start)
                .on(
                        "agent:message",
                        Content.class,
                        (said, message) -> socket.sequence()
                                .one(() -> inSession(message, session -> session.prompt(message, said.content()))))
                .otherwise(this::hear)
                .onMisfit(
                        (message, misfit) -> refuse(message, misfit.getMessage().replaceFirst("^params", "payload")))
                .onUnreadable(garbage -> socket.tell("error", "message", "Invalid message format"));
    }

    private void hear(Message message) {
        switch (message.event()) {
            case "ping" -> socket.send(Frames.answer(message, "pong", Map.of()));
            case "agent:cancel" ->
                socket.sequence().several(() -> inSession(message, session -> session.cancel(message)));
            default -> refuse(message, "Unknown message type: " + message.event());
        }
    }

    private void start(Start start, Message message) {
        if (message.data() == null) {
            refuse(message, "payload must be an object with projectId and projectPath");
            return;
        }
        var named = String.valueOf(start.projectId());
        var workspace = socket.guest().sees(named) ? named : socket.guest().workspace();
        socket.sequence().several(() -> {
            var session = client.begin(workspace);
            return session == null
                    ? refuse(message, "Session already exists")
                    : session.start(message, directory(workspace, start.projectPath()));
        });
    }

    /** An absolute path is one of the client's machine, unless it begins with the name of the workspace. */
    private static String directory(String workspace, String path) {
        if (path == null || !path.startsWith("/")) {
            return path;
        }
        var root = "/" + workspace + "/";
        return (path + "/").startsWith(root) ? (path + "/").substring(root.length()) : null;
    }

    private Future<Void> inSession(Message message, Function<Conversation, Future<Void>> work) {
        return client.running().map(work).orElseGet(() -> refuse(message, "Session not found: " + client.id()));
    }

    private Future<Void> refuse(Message message, String reason) {
        socket.send(Frames.error(message, reason));
        return Future.succeededFuture();
    }
}
