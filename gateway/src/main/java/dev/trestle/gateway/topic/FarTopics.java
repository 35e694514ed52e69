package dev.trestle.gateway.topic;

import dev.trestle.bus.Owners;
import dev.trestle.bus.Peers;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The topics that other nodes own. On the topics' loop. */
final class FarTopics {

    private final Vertx vertx;
    private final Peers peers;
    private final FollowedTopics followed;
    private final Map<String, Upstream> upstreams = new HashMap<>();
    private Owners owners;

    FarTopics(Vertx vertx, Peers peers, FollowedTopics followed) {
        this.vertx = vertx;
        this.peers = peers;
        this.followed = followed;
        this.owners = peers.owners();
    }

    /** From now on these are the owners: each is told what is followed of what it owns. */
    void follow(Owners now) {
        owners = now;
        var nodes = now.others();
        upstreams.entrySet().removeIf(known -> {
            boolean gone = !nodes.contains(known.getKey());
            if (gone) {
                known.getValue().close();
            }
            return gone;
        });
        nodes.forEach(node -> upstreams
                .computeIfAbsent(node, any -> new Upstream(vertx, peers, node, followed, () -> topicsOf(node)))
                .open());
    }

    private List<String> topicsOf(String node) {
        return followed.names().stream()
                .filter(topic -> owners.of(topic).equals(node))
                .filter(topic -> !followed.get(topic).members().isEmpty())
                .toList();
    }

    /** The topics that {@code node} owns. */
    TopicHome at(String node) {
        return upstreams.get(node);
    }

    /** Events come from the node {@code from}. */
    Future<Buffer> hear(String from, Packet events) {
        var upstream = upstreams.get(from);
        return upstream == null
                ? Future.failedFuture(new Failure(ErrorCode.UNAVAILABLE, "nothing is followed there"))
                : upstream.hear(events);
    }

    /** Tells all that this node lives. */
    void beat() {
        upstreams.values().forEach(Upstream::beat);
    }
}
