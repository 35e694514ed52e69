package dev.trestle.gateway.topic;

import dev.trestle.bus.Owners;
import dev.trestle.gateway.topic.TopicLog.Kept;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Predicate;

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

    /** What a part holds: topics and keys of publishers, each behind one of these. */
    private static final int TOPIC = 0;

    private static final int KEY = 1;

    /** How long what nobody has asked for is kept, in milliseconds. */
    private static final long GRACE = 10_000;

    private final Vertx vertx;
    private final TopicLog log;
    private final FollowedTopics followed;
    private final Map<String, Queue<Consumer<Packet>>> leaving = new HashMap<>();
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
            leaving.put(node, all(node, now));
        }
        var things = leaving.getOrDefault(node, new ArrayDeque<>());
        var part = Packet.empty();
        while (!things.isEmpty() && part.size() < PART) {
            things.remove().accept(part);
        }
        if (!things.isEmpty()) {
            return new Share(Answer.MORE, part);
        }
        leaving.remove(node);
        return new Share(Answer.DONE, part);
    }

    private Queue<Consumer<Packet>> all(String node, Owners now) {
        var things = new ArrayDeque<Consumer<Packet>>();
        log.keys().stream()
                .filter(key -> now.of(key.topic()).equals(node))
                .forEach(key -> things.add(part -> put(part, key)));
        log.kept().stream()
                .filter(topic -> now.of(topic).equals(node))
                .forEach(topic -> things.add(part -> put(part, topic)));
        return things;
    }

    private void put(Packet part, IdempotencyKeys.Name name) {
        var used = log.surrender(name);
        if (used != null) {
            part.put(KEY).put(name.topic()).put(name.who()).put(name.key());
            part.put(used.key().content()).put(used.outcome()).put(used.age());
        }
    }

    private void put(Packet part, String topic) {
        var kept = log.surrender(topic);
        if (kept != null) {
            part.put(TOPIC).put(topic).put(kept.epoch()).put(kept.last()).putAll(kept.bodies());
            kept.ages().forEach(part::put);
        }
    }

    /** Takes in what another node has handed over. */
    void adopt(Packet part) {
        var adopted = new ArrayList<String>();
        while (part.more()) {
            boolean key = part.number() == KEY;
            var topic = part.text();
            if (key) {
                adoptKey(topic, part);
            } else {
                adoptTopic(topic, part);
                adopted.add(topic);
            }
        }
        later(adopted, topic -> followed.get(topic) == null || !owners.mine(topic), log::release);
    }

    private void adoptKey(String topic, Packet part) {
        var name = new IdempotencyKeys.Name(topic, part.text(), part.text());
        var key = new IdempotencyKeys.Key(name, (int) part.number());
        log.adopt(new IdempotencyKeys.Used(key, part.place(), part.number()));
    }

    private void adoptTopic(String topic, Packet part) {
        var epoch = part.text();
        long last = part.number();
        var bodies = part.bodies();
        var ages = new ArrayList<Long>();
        bodies.forEach(body -> ages.add(part.number()));
        log.adopt(topic, new Kept(epoch, last, bodies, ages));
    }

    /** From now on these are the owners; what went to others is kept until they had time to ask for it, and no longer. */
    void cede(Owners before, Owners now) {
        owners = now;
        var ceded = log.kept().stream()
                .filter(topic -> before.mine(topic) && !now.mine(topic))
                .toList();
        later(ceded, topic -> !owners.mine(topic), log::surrender);
    }

    private void later(List<String> topics, Predicate<String> which, Consumer<String> what) {
        if (!topics.isEmpty()) {
            vertx.setTimer(GRACE, now -> topics.stream().filter(which).forEach(what));
        }
    }
}
