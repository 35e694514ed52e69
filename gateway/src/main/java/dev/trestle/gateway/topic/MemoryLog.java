package dev.trestle.gateway.topic;

import dev.trestle.config.TopicsConfig;
import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A log in the memory of this node, which ends with it.
 *
 * <p>An epoch is a random number of this log's and the number of the line, so it never names two lines. A topic that
 * nobody follows and of which nothing is kept is forgotten, and begins another line when somebody comes back.
 */
final class MemoryLog implements TopicLog {

    private final TopicsConfig config;
    private final Retention retention;
    private final LongSupplier clock;
    private final String life = Long.toString(new SecureRandom().nextLong() >>> 1, Character.MAX_RADIX) + "-";
    private final IdempotencyKeys keys;
    private final Map<String, MemoryLine> lines = new HashMap<>();
    /** Those with events, the one on which nothing was published for longest first. */
    private final Map<String, MemoryLine> filled = new LinkedHashMap<>(16, 0.75f, true);
    /** The same of transcripts, which are kept longer. */
    private final Map<String, MemoryLine> records = new LinkedHashMap<>(16, 0.75f, true);

    private long births;
    private long bytes;

    /** Tells the age of events by {@code clock}, in milliseconds. */
    MemoryLog(TopicsConfig config, LongSupplier clock) {
        this.config = config;
        this.retention = new Retention(config);
        this.clock = clock;
        this.keys = new IdempotencyKeys(config.idempotencyKeys(), clock);
    }

    @Override
    public Future<Appended> append(String topic, List<byte[]> bodies, IdempotencyKeys.Key key) {
        try {
            var before = key == null ? null : keys.find(key);
            if (before != null) {
                return Future.succeededFuture(new Appended(before, true));
            }
            var last = append(topic, line(topic), bodies);
            if (key != null) {
                keys.add(key, last);
            }
            return Future.succeededFuture(new Appended(last, false));
        } catch (Failure refused) {
            return Future.failedFuture(refused);
        }
    }

    private Position append(String topic, MemoryLine line, List<byte[]> bodies) {
        long now = clock.getAsLong();
        int most = retention.length(topic);
        for (var body : bodies) {
            bytes += line.add(body, now);
            if (line.size() > most) {
                bytes -= line.removeFirst();
            }
        }
        if (!line.isEmpty()) {
            // Looked up even when it is there: that makes it the last to lose its events.
            filled(topic).putIfAbsent(topic, line);
            expire(topic, line, now);
            shrink();
        }
        forgetIfUnused(topic, line);
        return new Position(line.epoch(), line.last());
    }

    private MemoryLine line(String topic) {
        var line = lines.get(topic);
        if (line == null) {
            if (lines.size() >= config.perNode()) {
                throw new Failure(ErrorCode.BUSY, "too many topics; the limit topics.perNode is " + config.perNode());
            }
            line = new MemoryLine(life, births++);
            lines.put(topic, line);
        }
        return line;
    }

    private Map<String, MemoryLine> filled(String topic) {
        return Agents.isRecord(topic) ? records : filled;
    }

    private void expire(String topic, MemoryLine line, long now) {
        long age = retention.age(topic);
        while (!line.isEmpty() && now - line.oldest() >= age) {
            bytes -= line.removeFirst();
        }
    }

    private void shrink() {
        shrink(filled);
        shrink(records);
    }

    private void shrink(Map<String, MemoryLine> some) {
        var eldest = some.entrySet().iterator();
        while (bytes > config.historyBytes() && eldest.hasNext()) {
            var next = eldest.next();
            var line = next.getValue();
            while (bytes > config.historyBytes() && !line.isEmpty()) {
                bytes -= line.removeFirst();
            }
            if (line.isEmpty()) {
                eldest.remove();
                forgetIfUnused(next.getKey(), line);
            }
        }
    }

    /** A line that is not there reads as the empty line that the next one would be. */
    @Override
    public Future<Page> read(String topic, long after, int limit, int size) {
        var line = lines.get(topic);
        if (line == null) {
            return Future.succeededFuture(new Page(new MemoryLine(life, births).epoch(), 1, 0, List.of()));
        }
        expire(topic, line, clock.getAsLong());
        var entries = line.after(after, limit, size);
        return Future.succeededFuture(new Page(line.epoch(), line.first(), line.last(), entries));
    }

    @Override
    public void hold(String topic) {
        line(topic).hold(true);
    }

    @Override
    public void release(String topic) {
        var line = lines.get(topic);
        if (line != null) {
            line.hold(false);
            forgetIfUnused(topic, line);
        }
    }

    @Override
    public List<String> kept() {
        return List.copyOf(lines.keySet());
    }

    @Override
    public Kept surrender(String topic) {
        var line = lines.remove(topic);
        filled(topic).remove(topic);
        if (line == null) {
            return null;
        }
        long now = clock.getAsLong();
        var bodies = new ArrayList<byte[]>();
        var ages = new ArrayList<Long>();
        while (!line.isEmpty()) {
            bodies.add(line.after(line.first() - 1, 1, 0).get(0).body());
            ages.add(now - line.oldest());
            bytes -= line.removeFirst();
        }
        return new Kept(line.epoch(), line.last(), bodies, ages);
    }

    @Override
    public void adopt(String topic, Kept kept) {
        var here = lines.get(topic);
        if (here != null && here.last() > 0) {
            return;
        }
        long now = clock.getAsLong();
        var line = MemoryLine.of(kept.epoch(), kept.last() - kept.bodies().size());
        for (int i = 0; i < kept.bodies().size(); i++) {
            bytes += line.add(kept.bodies().get(i), now - kept.ages().get(i));
        }
        line.hold(true);
        lines.put(topic, line);
        if (!line.isEmpty()) {
            filled(topic).put(topic, line);
            shrink();
        }
    }

    @Override
    public List<IdempotencyKeys.Name> keys() {
        return keys.names();
    }

    @Override
    public IdempotencyKeys.Used surrender(IdempotencyKeys.Name key) {
        return keys.surrender(key);
    }

    @Override
    public void adopt(IdempotencyKeys.Used key) {
        keys.adopt(key);
    }

    private void forgetIfUnused(String topic, MemoryLine line) {
        if (line.isEmpty() && !line.held()) {
            lines.remove(topic);
            filled(topic).remove(topic);
        }
    }

    @Override
    public void tidy() {
        keys.tidy();
        long now = clock.getAsLong();
        tidy(filled, now);
        tidy(records, now);
    }

    private void tidy(Map<String, MemoryLine> some, long now) {
        var eldest = some.entrySet().iterator();
        while (eldest.hasNext()) {
            var next = eldest.next();
            expire(next.getKey(), next.getValue(), now);
            if (!next.getValue().isEmpty()) {
                // Whatever comes after it was published on later; its own oldest events go when it is used.
                return;
            }
            eldest.remove();
            forgetIfUnused(next.getKey(), next.getValue());
        }
    }

    /** How many topics are remembered. */
    int size() {
        return lines.size();
    }

    /** About how many bytes of events are kept. */
    long bytes() {
        return bytes;
    }
}
