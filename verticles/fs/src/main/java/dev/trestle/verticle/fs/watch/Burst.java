package dev.trestle.verticle.fs.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The news of one short time, as places to be looked at. What happened at a place more than once is one mark, and no order
 * is kept: what counts is what is there in the end. The watcher's thread alone uses it.
 */
final class Burst {

    /** A name in a directory, whatever is there. */
    record Place(Known directory, String name) {}

    /** What was moved: from where it was in the beginning to where it was in the end. */
    record Move(Place from, Place to) {}

    private static final int MOST = 10_000;

    private final Map<Known, Map<String, Integer>> marks = new LinkedHashMap<>();
    private final Map<Place, Place> origins = new LinkedHashMap<>();
    private final Map<Integer, Place> halves = new HashMap<>();
    private int size;
    private boolean halved;

    /** Adds what happened to {@code name} in {@code directory}. */
    void add(Known directory, String name, Inotify.Event event) {
        var names = marks.computeIfAbsent(directory, first -> new LinkedHashMap<>());
        int before = names.size();
        names.merge(name, event.mask(), (one, other) -> one | other);
        size += names.size() - before;
        halved = event.is(Inotify.MOVED_FROM);
        var place = new Place(directory, name);
        if (halved) {
            halves.put(event.cookie(), place);
        } else if (event.is(Inotify.MOVED_TO)) {
            var from = halves.remove(event.cookie());
            if (from != null) {
                join(from, place);
            }
        }
    }

    private void join(Place from, Place to) {
        var origin = origins.remove(from);
        // Removed first, so that it counts as the last one.
        origins.remove(to);
        origins.put(to, origin == null ? from : origin);
    }

    /** Whether the last event was the first half of a move: the other half comes at once, if it comes. */
    boolean isHalved() {
        return halved;
    }

    /** Whether it should be dealt with before more is read. */
    boolean isFull() {
        return size >= MOST;
    }

    boolean isEmpty() {
        return marks.isEmpty();
    }

    /** The moves whose both ends are watched, the one that ended first first. */
    List<Move> moves() {
        var moves = new ArrayList<Move>();
        origins.forEach((to, from) -> moves.add(new Move(from, to)));
        return moves;
    }

    /** Nothing more is to be looked at there. */
    void settle(Place place) {
        marks.get(place.directory()).remove(place.name());
    }

    /** The directories in which something happened. */
    Set<Known> directories() {
        return marks.keySet();
    }

    /** What happened in one of them: the bits of {@link Inotify} by name. */
    Map<String, Integer> in(Known directory) {
        return marks.get(directory);
    }
}
