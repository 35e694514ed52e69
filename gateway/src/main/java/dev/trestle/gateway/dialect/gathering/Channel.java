package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Message;
import dev.trestle.gateway.dialect.TopicFeed;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One client of a channel that the documents describe: a circle, a workspace or an agent. It hears what happens there, and
 * what the others in it say.
 */
final class Channel implements TopicFeed.Follower {

    /** The message by which a client says who it is. */
    record Auth(String token) {}

    /** What a channel is about, what is before its name, and what nobody in it can say, since it would pass for a fact. */
    enum Kind {
        CIRCLES("", "agent_joined agent_left"),
        WORKSPACE("workspace-", "file_changed file_created file_deleted git_status terminal_output"),
        AGENTS("agent-", "agent_message agent_joined agent_left");

        private final String prefix;
        private final Set<String> facts;

        Kind(String prefix, String facts) {
            this.prefix = prefix;
            this.facts = Set.of(facts.split(" "));
        }

        /** As it is in addresses. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Set<String> OURS = Set.of("error", "ping", "pong");

    private final EventSocket socket;
    private final Guest guest;
    private final Kind kind;
    private final String name;
    private final String channel;
    /** Where its clients talk. */
    private final String topic;

    private Future<?> following;

    Channel(EventSocket socket, Kind kind, String name) {
        this.socket = socket;
        this.guest = socket.guest();
        this.kind = kind;
        this.name = name;
        this.channel = kind.prefix + name;
        this.topic = switch (kind) {
            case CIRCLES -> "circle/" + name;
            case WORKSPACE -> News.topic(guest, "workspace");
            case AGENTS -> News.topic(guest, channel);
        };
    }

    void serve(Door door, Logins logins) {
        following = Future.join(socket.topics().follow(topic, this), facts())
                .onFailure(refused -> error(refused.getMessage()));
        socket.on("ping", Object.class, none -> following.onComplete(done -> socket.send(Members.of("type", "pong"))))
                .on("pong", Object.class, none -> {})
                .on("auth", Auth.class, auth -> socket.prove(logins.proof(auth.token())))
                .otherwise(this::relay);
        Frames.troubles(socket, this::error);
        long clock = door.vertx().setPeriodic(door.heartbeatMs(), beat -> socket.send(Members.of("type", "ping")));
        socket.onClose(() -> door.vertx().cancelTimer(clock));
    }

    private Future<?> facts() {
        var news = new News(socket, this::hear);
        return switch (kind) {
            case CIRCLES -> Future.succeededFuture();
            case WORKSPACE -> news.workspace();
            case AGENTS ->
                Crew.find(guest, name)
                        .map(Crew.Member::name)
                        .otherwise(name)
                        .compose(agent -> news.agents(session -> session.agent().equals(agent)
                                || session.session().equals(name)));
        };
    }

    private void hear(News.Item item) {
        var type = switch (item.type()) {
            case "agent.started" -> "agent_joined";
            case "agent.stopped" -> "agent_left";
            default -> item.type().replaceFirst("^workspace[.]", "").replace('.', '_');
        };
        tell(type, item.data(), item.time());
    }

    @Override
    public void event(Topics.Event event) {
        tell(event.event(), Members.in(event.data()), event.time());
    }

    @Override
    public void presence(Topics.Event event) {
        var who = Members.in(event.data());
        var member = Members.of("agent_id", who.get("principal"), "connection_id", who.get("connectionId"));
        tell(event.event().equals(Topics.JOINED) ? "agent_joined" : "agent_left", member, event.time());
    }

    /** Some clients look for what was said in the data, and some beside it. */
    private void tell(String type, Map<String, Object> data, long time) {
        var frame = Frames.event(type, data, time);
        frame.put("channel", channel);
        if (data.containsKey("content")) {
            frame.put("content", data.get("content"));
        }
        socket.send(frame);
    }

    private void relay(Message message) {
        if (!(message.frame().get("type") instanceof String type)) {
            error("a message needs a type");
            return;
        } else if (OURS.contains(type) || kind.facts.contains(type)) {
            error("this cannot be said here: " + type);
            return;
        }
        var said = new LinkedHashMap<>(message.frame());
        said.keySet().removeAll(Set.of("type", "data", "timestamp"));
        said.putAll(Members.in(message.frame().get("data")));
        following
                .transform(done -> guest.ask(Topics.PUBLISH, "topic", topic, "event", type, "data", said))
                .onFailure(refused -> error(refused.getMessage()));
    }

    private void error(String message) {
        tell("error", Members.of("message", message), System.currentTimeMillis());
    }
}
