package dev.trestle.gateway.topic;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics.Position;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** What was published under which key, so that whoever repeats a request does not repeat the event. */
final class IdempotencyKeys {

    /** How long a key is remembered, in milliseconds. */
    static final long KEPT = 600_000;

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

    /**
     * What a key stands for, on its way from one node to another.
     *
     * @param age since it was used, in milliseconds
     */
    record Used(Key key, Position outcome, long age) {}

    private record Known(int content, Position outcome, long time) {}

    private final int limit;
    private final LongSupplier clock;
    private final Map<Name, Known> known = new LinkedHashMap<>();

    /** Remembers at most {@code limit} keys; the oldest go first. */
    IdempotencyKeys(int limit, LongSupplier clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** Where the events of {@code key} are, or {@code null} when it is new; {@code CONFLICT} when it stands for others. */
    Position find(Key key) {
        var before = known.get(key.name());
        if (before != null && before.content() != key.content()) {
            throw conflict();
        }
        return before == null ? null : before.outcome();
    }

    /** The refusal of a key that was used before. */
    static Failure conflict() {
        return new Failure(ErrorCode.CONFLICT, "this Idempotency-Key was used for something else; choose another");
    }

    /** The events of {@code key} are at {@code place}. */
    void add(Key key, Position place) {
        known.put(key.name(), new Known(key.content(), place, clock.getAsLong()));
        shrink();
    }

    private void shrink() {
        if (known.size() > limit) {
            var oldest = known.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** All of them. */
    List<Name> names() {
        return List.copyOf(known.keySet());
    }

    /** Takes a key out; {@code null} when it is not there any more. */
    Used surrender(Name name) {
        var one = known.remove(name);
        return one == null
                ? null
                : new Used(new Key(name, one.content()), one.outcome(), clock.getAsLong() - one.time());
    }

    /** Takes in what another node has surrendered. It may be kept a little longer than it would have been there. */
    void adopt(Used used) {
        var one = new Known(used.key().content(), used.outcome(), clock.getAsLong() - used.age());
        known.putIfAbsent(used.key().name(), one);
        shrink();
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
