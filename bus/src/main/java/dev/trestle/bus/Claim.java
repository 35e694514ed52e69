package dev.trestle.bus;

import java.util.function.BiConsumer;

/**
 * What a task in a {@link KeyedQueue} needs for itself.
 *
 * <p>Keys form a tree along their slashes: who claims {@code a} claims all of {@code a/…}, and the empty key is the root.
 *
 * @param key what is claimed
 * @param exclusive whether nothing else may run on the key meanwhile; otherwise other sharers may
 */
public record Claim(String key, boolean exclusive) {

    /** To look at {@code key} and all below it; others may look too. */
    public static Claim shared(String key) {
        return new Claim(key, false);
    }

    /** To change {@code key} and all below it. */
    public static Claim exclusive(String key) {
        return new Claim(key, true);
    }

    /** Names every key that this claim touches with the mode it needs there: an intention on those above its own. */
    void touch(BiConsumer<String, Mode> line) {
        line.accept(key, exclusive ? Mode.EXCLUSIVE : Mode.SHARED);
        var intention = exclusive ? Mode.INTENT_EXCLUSIVE : Mode.INTENT_SHARED;
        for (int slash = key.lastIndexOf('/'); slash > 0; slash = key.lastIndexOf('/', slash - 1)) {
            line.accept(key.substring(0, slash), intention);
        }
        if (!key.isEmpty()) {
            line.accept("", intention);
        }
    }
}
