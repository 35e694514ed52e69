package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Message;
import dev.trestle.gateway.dialect.TopicFeed;
import dev.trestle.wire.Agents;
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
final class Channel {

    /** The message by which a client says who it is. */
    record Auth(String token) {}

    /** What a channel is about, and what nobody in it can say, since it would pass for a fact. */
    enum Kind {
        CIRCLES(Set.of("agent_joined", "agent_left")),
        WORKSPACE(Set.of("file_changed", "file_created", "file_deleted", "git_status", "terminal_output")),
        AGENTS(Set.of("agent_message", "agent_joined", "agent_left"));

        private final Set<String> facts;

        Kind(Set<String> facts) {
            this.facts = facts;
        }

        /** As it is in addresses. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Set<String> OURS = Set.of("error", "ping", "pong");

    private static final Set<String> ENVELOPE = Set.of("type", "data", "timestamp");

    private final Door door;
    private final EventSocket socket;
    private final Kind kind;
    private final String name;
    private final String channel;
    private Future<?> following;

    Channel(Door door, EventSocket socket, Kind kind, String name) {
        this.door = door;
        this.socket = socket;
        this.kind = kind;
        this.name = name;
        this.channel = switch (kind) {
            case CIRCLES -> name;
            case WORKSPACE -> "workspace-" + name;
            case AGENTS -> "agent-" + name;
        };
    }

    void serve(Logins logins) {
        following = Future.join(socket.topics().follow(topic(), new Talk()), feed())
                .onFailure(refused -> error(refused.getMessage()));
        socket.on("ping", Object.class, none -> following.onComplete(done -> socket.send(Members.of("type", "pong"))))
                .on("pong", Object.class, none -> {})
                .on("auth", Auth.class, auth -> socket.prove(logins.proof(auth.token())))
                .otherwise(this::relay);
        Frames.troubles(socket, this::error);
        long clock = door.vertx().setPeriodic(door.heartbeatMs(), beat -> socket.send(Members.of("type", "ping")));
        socket.onClose(() -> door.vertx().cancelTimer(clock));
    }

    private Future<?> feed() {
        return switch (kind) {
            case CIRCLES -> Future.succeededFuture();
            case WORKSPACE -> new WorkspaceNews(socket, this::tell).follow();
            case AGENTS ->
                Crew.find(socket.guest(), name)
                        .map(Crew.Member::name)
                        .otherwise(name)
                        .compose(agent -> new AgentNews(socket, session -> isOf(session, agent), this::agent).follow());
        };
    }

    /** The channel of an agent is named by the agent or by one of its sessions. */
    private boolean isOf(Agents.Session session, String agent) {
        return session.agent().equals(agent) || session.session().equals(name);
    }

    /** Where the clients of this channel talk. */
    private String topic() {
        return switch (kind) {
            case CIRCLES -> "circle/" + name;
            case WORKSPACE -> News.topic(socket.guest().workspace(), "workspace");
            case AGENTS -> News.topic(socket.guest().workspace(), channel);
        };
    }

    private void agent(String type, Map<String, Object> data, long time) {
        switch (type) {
            case "started" -> tell("agent_joined", data, time);
            case "stopped" -> tell("agent_left", data, time);
            default -> tell("agent_" + type.replace('.', '_'), data, time);
        }
    }

    private final class Talk implements TopicFeed.Follower {
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
    }

    /** Some clients look for what was said in the data, and some beside it. */
    private void tell(String type, Map<String, Object> data, long time) {
        var frame = Members.of("type", type, "data", data, "timestamp", Frames.time(time), "channel", channel);
        if (data.containsKey("content")) {
            frame.put("content", data.get("content"));
        }
        socket.send(frame);
    }

    private void relay(Message message) {
        if (!(message.frame().get("type") instanceof String)) {
            error("a message needs a type");
            return;
        } else if (OURS.contains(message.event()) || kind.facts.contains(message.event())) {
            error("this cannot be said here: " + message.event());
            return;
        }
        var said = new LinkedHashMap<>(message.frame());
        said.keySet().removeAll(ENVELOPE);
        said.putAll(Members.in(message.frame().get("data")));
        following
                .transform(
                        done -> socket.guest().call(Topics.PUBLISH, new Topics.Publish(topic(), message.event(), said)))
                .onFailure(refused -> error(refused.getMessage()));
    }

    private void error(String message) {
        socket.send(Members.of(
                "type", "error", "data", Map.of("message", message), "timestamp", Frames.now(), "channel", channel));
    }
}
