package dev.trestle.gateway.dialect.cluso;

import dev.trestle.gateway.dialect.AgentSessions;
import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.JsTime;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.TopicFeed;
import dev.trestle.wire.Failure;
import dev.trestle.wire.TopicName;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/**
 * The channels of one client: six that the workspace feeds, and any other name, on which clients talk with each other. Each
 * is a topic, so that services and native clients are heard and hear as well.
 */
final class Channels {

    private static final Set<String> OF_WORKSPACE =
            Set.of("files", "diagnostics", "ai-response", "search", "validation", "git");

    private static final String AI = "ai-response";

    private final EventSocket socket;
    private final Agents agents;
    private final AgentSessions sessions;

    Channels(EventSocket socket) {
        this.socket = socket;
        this.agents = new Agents(piece -> tell(AI, piece));
        this.sessions = new AgentSessions(socket, any -> true, agents);
    }

    /** The topic of {@code channel}. */
    static String topic(String workspace, String channel) {
        return OF_WORKSPACE.contains(channel)
                ? "workspace/" + workspace + "/" + channel
                : "topic/cluso/" + workspace + "/" + channel;
    }

    /** A name that cannot be a topic is a channel on which nobody speaks. */
    Future<Void> subscribe(String channel) {
        var topic = topic(socket.guest().workspace(), channel);
        if (!isTopic(topic)) {
            return Future.succeededFuture();
        }
        var news = new News();
        var following = socket.topics().follow(topic, new TopicFeed.Follower() {
            @Override
            public void event(Topics.Event event) {
                hear(channel, news.of(channel, event));
            }

            @Override
            public void gap(Topics.Gap gap) {
                hear(channel, news.afterGap(channel));
                missed(channel, gap.to() - gap.from() + 1);
            }
        });
        return channel.equals(AI) ? following.compose(done -> sessions.follow().otherwiseEmpty()) : following;
    }

    Future<Void> leave(String channel) {
        if (channel.equals(AI)) {
            sessions.leave();
            agents.forget();
        }
        return socket.topics().leave(topic(socket.guest().workspace(), channel));
    }

    /** Says {@code data} to whoever is on {@code channel}, where this client may. */
    void publish(String channel, Object data) {
        var topic = topic(socket.guest().workspace(), channel);
        if (isTopic(topic)) {
            socket.guest().ask(Topics.PUBLISH, "topic", topic, "event", Broadcaster.EVENT, "data", data);
        }
    }

    private static boolean isTopic(String name) {
        try {
            return TopicName.of(name).text().equals(name);
        } catch (Failure notAName) {
            return false;
        }
    }

    private void hear(String channel, List<Object> pieces) {
        pieces.forEach(piece -> tell(channel, piece));
    }

    private void tell(String channel, Object data) {
        socket.send(Members.of("type", "event", "channel", channel, "data", data, "timestamp", JsTime.now()));
    }

    /** Its own clients pass over what they do not know. */
    private void missed(String channel, long events) {
        socket.send(Members.of("type", "gap", "channel", channel, "missed", events, "timestamp", JsTime.now()));
    }
}
