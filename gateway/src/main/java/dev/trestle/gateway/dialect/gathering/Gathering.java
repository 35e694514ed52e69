package dev.trestle.gateway.dialect.gathering;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.access.Proof;
import dev.trestle.gateway.dialect.AgentSessions;
import dev.trestle.gateway.dialect.Dialect;
import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.Envelope;
import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Message;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The protocol of GatheRing: the sockets and the routes that its dashboard uses, and those that its documents describe. A
 * project is a workspace, and a circle a topic.
 */
public final class Gathering implements Dialect {

    /** What the clients of one listener have in common. */
    private static final class Listener {

        private final Door door;
        private final Logins logins;
        private final AgentSessions sessions;
        private final Dashboard dashboard = new Dashboard();

        private Listener(Door door) {
            this.door = door;
            this.logins = new Logins(door);
            this.sessions = new AgentSessions(door.vertx());
        }

        private void serve() {
            door.tokens(logins::proof);
            socket("/ws()", Frames.ACTION, name -> null, (socket, name) -> new Bus(socket).serve(sessions));
            socket("/ws/terminal/([^/]+)", Frames.TYPE, this::project, (socket, name) -> new Shell(socket).serve());
            socket("/ws/chat/([^/]+)", Frames.TYPE, name -> null, (socket, name) -> new Chat(socket).serve(name));
            socket(
                    "/ws/conversation/([^/]+)",
                    Frames.ACTION,
                    name -> null,
                    (socket, name) -> new Conversation(socket, name).serve());
            door.sockets(
                    Pattern.compile("/ws/dashboard"),
                    (request, path) -> door.accept(
                            request,
                            door.workspace(null),
                            Frames.TYPE,
                            socket -> dashboard.serve(socket, sessions, request.getParam("client_id"))));
            channel("circles", Channel.Kind.CIRCLES, name -> null);
            channel("workspace", Channel.Kind.WORKSPACE, this::project);
            channel("agents", Channel.Kind.AGENTS, name -> null);
            routes();
        }

        private void routes() {
            var router = door.router();
            router.getWithRegex("(?:/api)?/health")
                    .handler(context -> Rest.answer(context, Future.succeededFuture(Map.of("status", "healthy"))));
            router.getWithRegex("(?:/api)?/ws/stats")
                    .handler(context -> Rest.answer(
                            context,
                            door.guest(context.request(), door.workspace(null)).map(guest -> dashboard.stats())));
            router.getWithRegex("(?:/api)?/agents/(?<agent>[^/]+)/history")
                    .handler(context -> Rest.answer(
                            context,
                            door.guest(context.request(), door.workspace(null))
                                    .compose(guest -> Chat.history(guest, context.pathParam("agent")))));
            logins.serve();
            new Rest(door).serve();
        }

        private String project(String named) {
            return Rest.project(door, named);
        }

        /** About the workspace that the name in the path stands for. */
        private void socket(
                String path,
                Envelope envelope,
                UnaryOperator<String> workspace,
                BiConsumer<EventSocket, String> welcome) {
            door.sockets(Pattern.compile(path), (request, found) -> {
                var name = decoded(found.group(1));
                door.accept(
                        request,
                        door.workspace(workspace.apply(name)),
                        envelope,
                        socket -> welcome.accept(socket, name));
            });
        }

        /** Here the first message may say who somebody is. */
        private void channel(String path, Channel.Kind kind, UnaryOperator<String> workspace) {
            door.sockets(Pattern.compile("/ws/" + path + "/([^/]+)"), (request, found) -> {
                var name = decoded(found.group(1));
                door.accept(
                        request,
                        door.workspace(workspace.apply(name)),
                        Frames.TYPE,
                        socket -> new Channel(door, socket, kind, name).serve(sessions, logins),
                        this::introduction);
            });
        }

        private static String decoded(String name) {
            try {
                return QueryStringDecoder.decodeComponent(name);
            } catch (IllegalArgumentException brokenEscape) {
                return name;
            }
        }

        private Future<Proof> introduction(Message first) {
            if (!first.event().equals("auth")) {
                throw new Failure(ErrorCode.UNAUTHENTICATED, "the first message must be auth with a token");
            }
            return logins.proof(
                    Wire.decode(Wire.encode(first.data()), Channel.Auth.class).token());
        }
    }

    @Override
    public void serve(Door door) {
        new Listener(door).serve();
    }
}
