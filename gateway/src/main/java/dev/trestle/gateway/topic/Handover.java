package dev.trestle.gateway.topic;

import dev.trestle.bus.Owners;
import dev.trestle.gateway.topic.TopicLog.Kept;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** What a topic has, on its way from the node that owned it to the one that owns it next. On the topics' loop. */
final class Handover {

    /** What follows a part. */
    enum Answer {
        /** The node that asks is not known here yet. */
        NOT_YET,
        /** More. */
        MORE,
        /** Nothing. */
        DONE;

        static Answer of(long number) {
            return values()[(int) number];
        }
    }

    /** The next part, and what follows it. */
    record Share(Answer answer, Packet lines) {
        Packet packet() {
            return Packet.empty().put(answer.ordinal()).put(lines);
        }
    }

    /** Nothing, now. */
    static final Share NOT_YET = new Share(Answer.NOT_YET, Packet.empty());

    private static final int PART = 1 << 20;

    /** How long what nobody has asked for is kept, in milliseconds. */
    private static final long GRACE = 10_000;

    private final Vertx vertx;
    private final TopicLog log;
    private final FollowedTopics followed;
    private final Map<String, Queue<String>> leaving = new HashMap<>();
    private Owners owners;

    Handover(Vertx vertx, TopicLog log, FollowedTopics followed, Owners owners) {
        this.vertx = vertx;
        this.log = log;
        this.followed = followed;
        this.owners = owners;
    }

    /** The next part of what {@code node} owns among {@code now}. */
    Share part(String node, boolean first, Owners now) {
        if (first) {
            var names = new ArrayDeque<String>();
            log.kept().stream().filter(topic -> now.of(topic).equals(node)).forEach(names::add);
            leaving.put(node, names);
        }
        var names = leaving.getOrDefault(node, new ArrayDeque<>());
        var part = Packet.empty();
        while (!names.isEmpty() && part.size() < PART) {
            var topic = names.remove();
            var kept = log.surrender(topic);
            if (kept != null) {
                part.put(topic).put(kept.epoch()).put(kept.last()).putAll(kept.bodies());
                kept.ages().forEach(part::put);
            }
        }
        if (!names.isEmpty()) {
            return new Share(Answer.MORE, part);
        }
        leaving.remove(node);
        return new Share(Answer.DONE, part);
    }

    /** Takes in what another node has handed over. */
    void adopt(Packet part) {
        var adopted = new ArrayList<String>();
        while (part.more()) {
            var topic = part.text();
            var epoch = part.text();
            long last = part.number();
            var bodies = part.bodies();
            var ages = new ArrayList<Long>();
            bodies.forEach(body -> ages.add(part.number()));
            log.adopt(topic, new Kept(epoch, last, bodies, ages));
            adopted.add(topic);
        }
        releaseLater(adopted);
    }

    /** From now on these are the owners; what went to others is kept until they had time to ask for it. */
    void cede(Owners before, Owners now) {
        owners = now;
        releaseLater(log.kept().stream()
                .filter(topic -> before.mine(topic) && !now.mine(topic))
                .toList());
    }

    private void releaseLater(Collection<String> topics) {
        if (!topics.isEmpty()) {
            vertx.setTimer(
                    GRACE,
                    later -> List.copyOf(topics).stream()
                            .filter(topic -> followed.get(topic) == null || !owners.mine(topic))
                            .forEach(log::release));
        }
    }
}
