package dev.trestle.gateway.dialect;

import dev.trestle.wire.Agents;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the agents of a workspace do, for one client: those that are at work already, and those that are started later. Belongs
 * to the event loop of its listener.
 */
public final class AgentSessions {

    /** The name of the first event of a session that was started while somebody listened. */
    public static final String STARTED = "started";

    /** The name of the last event of a session. */
    public static final String STOPPED = "stopped";

    /** Who wants to hear of sessions. */
    @FunctionalInterface
    public interface Listener {
        /** Something happened in a session: from now on where it is an old one, else from its beginning. */
        void said(Agents.Session session, Topics.Event event);

        /** What happened in it is lost, but for what comes now. */
        default void missed(Agents.Session session) {}
    }

    private final Guest guest;
    private final TopicFeed topics;
    private final Predicate<Agents.Session> wanted;
    private final Listener listener;
    private final String topic;
    private final Map<String, Agents.Session> known = new LinkedHashMap<>();
    private final Set<String> closed = new HashSet<>();
    private int looking;
    private boolean following;

    /** Those that are {@code wanted} in the workspace of {@code socket}, whose feed hears of them. */
    public AgentSessions(EventSocket socket, Predicate<Agents.Session> wanted, Listener listener) {
        this.guest = socket.guest();
        this.topics = socket.topics();
        this.wanted = wanted;
        this.listener = listener;
        this.topic = "workspace/" + guest.workspace() + "/" + Agents.KIND;
    }

    /**
     * Begins; completes when everything from now on is heard. Fails with a {@link Failure} where there are no agents for this
     * client; they may come later.
     */
    public Future<Void> follow() {
        following = true;
        return topics.follow(topic, new TopicFeed.Follower() {
                    @Override
                    public void event(Topics.Event event) {
                        hear(event);
                    }

                    @Override
                    public void gap(Topics.Gap gap) {
                        look(false);
                    }
                })
                // Who may not follow the list can have those that are in it now.
                .transform(any -> look(true));
    }

    /** Ends. */
    public void leave() {
        following = false;
        topics.leave(topic);
        known.keySet().forEach(session -> topics.leave(Agents.TOPIC + session));
        known.clear();
    }

    private void hear(Topics.Event event) {
        switch (event.event()) {
            case Agents.OPENED -> begin(read(event), false);
            case Agents.CLOSED -> end(read(event));
            case "overflow" -> look(false);
            default -> {
                // What a session does it says itself.
            }
        }
    }

    private static Agents.Session read(Topics.Event event) {
        return TopicFeed.data(event, Agents.Session.class);
    }

    /** Reads the list. What it does not have and what was told meanwhile count by who was later. */
    private Future<Void> look(boolean old) {
        var before = List.copyOf(known.values());
        looking++;
        return guest.call(Agents.SESSIONS, new Agents.ListSessions())
                .compose(found -> {
                    var now = found.sessions().stream()
                            .filter(session -> !closed.contains(session.session()))
                            .toList();
                    var names = now.stream().map(Agents.Session::session).toList();
                    before.stream()
                            .filter(session -> !names.contains(session.session()))
                            .forEach(this::end);
                    return Future.join(
                            now.stream().map(session -> begin(session, old)).toList());
                })
                .onComplete(looked -> {
                    if (--looking == 0) {
                        closed.clear();
                    }
                })
                .mapEmpty();
    }

    private Future<Void> begin(Agents.Session session, boolean old) {
        if (!following || !wanted.test(session) || known.putIfAbsent(session.session(), session) != null) {
            return Future.succeededFuture();
        }
        if (!old) {
            tell(session, STARTED, session.created());
        }
        var name = Agents.TOPIC + session.session();
        var follower = new TopicFeed.Follower() {
            @Override
            public void event(Topics.Event event) {
                listener.said(session, event);
            }

            @Override
            public void gap(Topics.Gap gap) {
                listener.missed(session);
            }
        };
        return (old ? topics.follow(name, follower) : topics.followAll(name, follower)).otherwiseEmpty();
    }

    private void end(Agents.Session session) {
        if (looking > 0) {
            closed.add(session.session());
        }
        if (known.remove(session.session()) != null) {
            topics.leave(Agents.TOPIC + session.session());
            tell(session, STOPPED, System.currentTimeMillis());
        }
    }

    private void tell(Agents.Session session, String event, long time) {
        listener.said(session, new Topics.Event(Agents.TOPIC + session.session(), "", 0, event, Map.of(), time));
    }
}
