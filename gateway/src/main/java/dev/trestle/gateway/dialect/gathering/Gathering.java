package dev.trestle.gateway.dialect.gathering;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.access.Proof;
import dev.trestle.gateway.dialect.Dialect;
import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.Message;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import java.util.function.UnaryOperator;

/**
 * The protocol of GatheRing: the sockets and the routes that its dashboard uses, and those that its documents describe. A
 * project is a workspace, and a circle a topic.
 */
public final class Gathering implements Dialect {

    private static final String NAME = "/([^/]+)";
    private static final UnaryOperator<String> OF_SETTINGS = any -> null;

    @Override
    public void serve(Door door) {
        var logins = new Logins(door);
        var dashboard = new Dashboard();
        UnaryOperator<String> project = name -> Rest.project(door, name);
        door.tokens(logins::proof);
        door.sockets("/ws", Frames.deep("action"), OF_SETTINGS, (socket, visit) -> new Bus(socket).serve());
        door.sockets("/ws/terminal" + NAME, Frames.flat("type"), project, (socket, visit) -> new Shell(socket).serve());
        door.sockets(
                "/ws/chat" + NAME,
                Frames.flat("type"),
                OF_SETTINGS,
                (socket, visit) -> new Chat(socket).serve(visit.name()));
        door.sockets(
                "/ws/conversation" + NAME,
                Frames.flat("action"),
                OF_SETTINGS,
                (socket, visit) -> new Conversation(socket, visit.name()).serve());
        door.sockets(
                "/ws/dashboard",
                Frames.flat("type"),
                OF_SETTINGS,
                (socket, visit) -> dashboard.serve(socket, visit.text("client_id")));
        for (var kind : Channel.Kind.values()) {
            channels(door, logins, kind, kind == Channel.Kind.WORKSPACE ? project : OF_SETTINGS);
        }
        new Rest().serve(door, logins, dashboard);
    }

    private static void channels(Door door, Logins logins, Channel.Kind kind, UnaryOperator<String> workspace) {
        door.sockets(
                "/ws/" + kind + NAME,
                Frames.deep("type"),
                workspace,
                (socket, visit) -> new Channel(socket, kind, visit.name()).serve(door, logins),
                first -> introduction(logins, first));
    }

    private static Future<Proof> introduction(Logins logins, Message first) {
        if (!first.event().equals("auth")) {
            throw new Failure(ErrorCode.UNAUTHENTICATED, "the first message must be auth with a token");
        }
        return logins.proof(
                Wire.decode(Wire.encode(first.data()), Channel.Auth.class).token());
    }
}
