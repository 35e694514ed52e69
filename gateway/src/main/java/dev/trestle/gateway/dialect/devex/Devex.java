package dev.trestle.gateway.dialect.devex;

import dev.trestle.gateway.dialect.Dialect;
import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.Envelope;
import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Group;
import dev.trestle.gateway.dialect.Message;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/**
 * The protocol of the runner of devex: events of a web editor, for which a workspace is a repl. With or without the name
 * of the repl in front of the path, since its proxy takes it away.
 */
public final class Devex implements Dialect {

    /** Events with data whose names are told apart by their letters alone. */
    private static final Envelope ENVELOPE = new Envelope() {
        @Override
        public Message message(Map<String, Object> frame) {
            var message = EVENT_AND_DATA.message(frame);
            return new Message(message.event(), Requests.named(message.data()), frame);
        }

        @Override
        public Map<String, Object> frame(String event, Object data) {
            return EVENT_AND_DATA.frame(event, data);
        }
    };

    @Override
    public void serve(Door door) {
        var router = door.router();
        var groups = new HashMap<String, Group>();
        var sessions = new Sessions(door.vertx());
        door.sockets("(?:/([^/]+))?/api/v1/repl/ws", ENVELOPE, repl -> repl, (socket, visit) -> {
            new Files(socket, group(groups, socket)).serve();
            new Terminals(socket, sessions).serve();
        });
        router.get("/ping").handler(Devex::ping);
        router.get("/:replId/ping").handler(Devex::ping);
        new UserApps(door).serve();
    }

    /** The platform compares the body byte by byte. */
    private static void ping(RoutingContext context) {
        context.response().putHeader("Content-Type", "application/json").end("\"pong\"\n");
    }

    private static Group group(Map<String, Group> groups, EventSocket socket) {
        var workspace = socket.guest().workspace();
        var group = groups.computeIfAbsent(workspace, name -> new Group());
        group.join(socket);
        socket.onClose(() -> {
            if (group.isEmpty()) {
                groups.remove(workspace, group);
            }
        });
        return group;
    }
}
