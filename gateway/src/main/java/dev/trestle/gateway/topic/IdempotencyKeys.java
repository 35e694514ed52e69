package dev.trestle.gateway.topic;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What was published under which key, so that whoever repeats a request does not repeat the event. On the topics' loop. */
final class IdempotencyKeys {

    private static final long KEPT = 600_000;

    /**
     * A publisher's name for one request.
     *
     * @param name the key, and who chose it for which topic
     * @param content tells requests of one name apart
     */
    record Key(Name name, int content) {

        /** {@code key} as {@code who} uses it on {@code topic}. */
        static Key of(String who, String topic, String key, List<Publication> publications) {
            int content = publications.stream()
                    .mapToInt(one -> 31 * one.event().hashCode() + Arrays.hashCode(one.data()))
                    .reduce(1, (all, one) -> 31 * all + one);
            return new Key(new Name(topic, who, key), content);
        }
    }

    /** A key of one publisher for one topic. */
    record Name(String topic, String who, String key) {}

    private record Known(int content, Future<Position> outcome, long time) {}

    private final int limit;
    private final LongSupplier clock;
    private final Map<Name, Known> known = new LinkedHashMap<>();

    /** Remembers at most {@code limit} keys; the oldest go first. */
    IdempotencyKeys(int limit, LongSupplier clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** The outcome of {@code publishing}, which runs once for one key; what failed may be tried again. */
    Future<Position> once(Key key, Supplier<Future<Position>> publishing) {
        var before = known.get(key.name());
        if (before != null && before.content() != key.content()) {
            return Future.failedFuture(new Failure(
                    ErrorCode.CONFLICT, "this Idempotency-Key was used for something else; choose another"));
        } else if (before != null) {
            return before.outcome();
        }
        var outcome = publishing.get();
        var mine = new Known(key.content(), outcome, clock.getAsLong());
        known.put(key.name(), mine);
        outcome.onFailure(failed -> known.remove(key.name(), mine));
        if (known.size() > limit) {
            var oldest = known.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return outcome;
    }

    /** Forgets what is too old; to be called every now and then. */
    void tidy() {
        long now = clock.getAsLong();
        var oldest = known.values().iterator();
        while (oldest.hasNext() && now - oldest.next().time() >= KEPT) {
            oldest.remove();
        }
    }
}
