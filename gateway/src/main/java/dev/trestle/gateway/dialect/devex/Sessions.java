package dev.trestle.gateway.dialect.devex;

import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Guest;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * The terminals of the clients of one listener, by the names that these know. One that nobody looks at waits a minute for a
 * client that comes back with its name, and then ends.
 */
final class Sessions {

    private static final long PATIENCE = 60_000;
    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A terminal and who looks at it. */
    static final class Session {

        private final String id;
        private final String terminal;
        private final Guest opener;
        private final Set<EventSocket> viewers = new HashSet<>();
        private long timer;

        private Session(String id, String terminal, Guest opener) {
            this.id = id;
            this.terminal = terminal;
            this.opener = opener;
        }

        String id() {
            return id;
        }

        String terminal() {
            return terminal;
        }

        private boolean belongsTo(Guest guest) {
            return opener.workspace().equals(guest.workspace())
                    && opener.principal().name().equals(guest.principal().name());
        }
    }

    private final Vertx vertx;
    private final Map<String, Session> open = new HashMap<>();

    Sessions(Vertx vertx) {
        this.vertx = vertx;
    }

    /** A new one, at which {@code viewer} looks. */
    Session begin(String terminal, EventSocket viewer) {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        var session = new Session(HexFormat.of().formatHex(bytes), terminal, viewer.guest());
        session.viewers.add(viewer);
        open.put(session.id, session);
        return session;
    }

    /** The one of this name that {@code guest} may know, or {@code null}. */
    Session find(String id, Guest guest) {
        var session = open.get(id);
        return session != null && session.belongsTo(guest) ? session : null;
    }

    /** {@code viewer} looks at it too. */
    void enter(Session session, EventSocket viewer) {
        session.viewers.add(viewer);
        vertx.cancelTimer(session.timer);
    }

    /** {@code viewer} is gone. */
    void leave(Session session, EventSocket viewer) {
        session.viewers.remove(viewer);
        if (session.viewers.isEmpty() && open.containsKey(session.id)) {
            session.timer = vertx.setTimer(PATIENCE, late -> {
                end(session);
                viewer.screens().close(session.terminal);
            });
        }
    }

    /** It is no more. */
    void end(Session session) {
        open.remove(session.id);
        vertx.cancelTimer(session.timer);
    }
}
