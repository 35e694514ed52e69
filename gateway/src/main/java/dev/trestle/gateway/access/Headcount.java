package dev.trestle.gateway.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many connections there are of each principal, or from each address. */
public final class Headcount {

    private final Map<String, Integer> present = new ConcurrentHashMap<>();

    /** Whether one more of {@code name} would be more than {@code limit}. */
    public boolean isFull(String name, int limit) {
        return present.getOrDefault(name, 0) >= limit;
    }

    /** One more is there. */
    public void enter(String name) {
        present.merge(name, 1, Integer::sum);
    }

    /** One of them has left. */
    public void leave(String name) {
        present.computeIfPresent(name, (any, count) -> count == 1 ? null : count - 1);
    }
}
