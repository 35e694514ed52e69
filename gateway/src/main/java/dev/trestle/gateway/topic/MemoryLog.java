package dev.trestle.gateway.topic;

import dev.trestle.config.TopicsConfig;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import java.security.SecureRandom;
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
    private final LongSupplier clock;
    private final String life = Long.toString(new SecureRandom().nextLong() >>> 1, Character.MAX_RADIX) + "-";
    private final IdempotencyKeys keys;
    private final Map<String, MemoryLine> lines = new HashMap<>();
    /** Those with events, the one on which nothing was published for longest first. */
    private final Map<String, MemoryLine> filled = new LinkedHashMap<>(16, 0.75f, true);

    private long births;
    private long bytes;

    /** Tells the age of events by {@code clock}, in milliseconds. */
    MemoryLog(TopicsConfig config, LongSupplier clock) {
        this.config = config;
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
        for (var body : bodies) {
            bytes += line.add(body, now);
            if (line.size() > config.historyLength()) {
                bytes -= line.removeFirst();
            }
        }
        if (!line.isEmpty()) {
            // Looked up even when it is there: that makes it the last to lose its events.
            filled.putIfAbsent(topic, line);
            expire(line, now);
            shrink();
        }
        forgetIfUnused(topic, line);
        return new Position(epoch(line.birth()), line.last());
    }

    private MemoryLine line(String topic) {
        var line = lines.get(topic);
        if (line == null) {
            if (lines.size() >= config.perNode()) {
                throw new Failure(ErrorCode.BUSY, "too many topics; the limit topics.perNode is " + config.perNode());
            }
            line = new MemoryLine(births++);
            lines.put(topic, line);
        }
        return line;
    }

    private String epoch(long birth) {
        return life + Long.toString(birth, Character.MAX_RADIX);
    }

    private void expire(MemoryLine line, long now) {
        while (!line.isEmpty() && now - line.oldest() >= config.historyMs()) {
            bytes -= line.removeFirst();
        }
    }

    private void shrink() {
        var eldest = filled.entrySet().iterator();
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
            return Future.succeededFuture(new Page(epoch(births), 1, 0, List.of()));
        }
        expire(line, clock.getAsLong());
        var entries = line.after(after, limit, size);
        return Future.succeededFuture(new Page(epoch(line.birth()), line.first(), line.last(), entries));
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

    private void forgetIfUnused(String topic, MemoryLine line) {
        if (line.isEmpty() && !line.held()) {
            lines.remove(topic);
            filled.remove(topic);
        }
    }

    @Override
    public void tidy() {
        keys.tidy();
        long now = clock.getAsLong();
        var eldest = filled.entrySet().iterator();
        while (eldest.hasNext()) {
            var next = eldest.next();
            expire(next.getValue(), now);
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
