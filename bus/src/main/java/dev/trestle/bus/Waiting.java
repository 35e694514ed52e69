package dev.trestle.bus;

import java.util.ArrayList;
import java.util.List;

/** A task of a {@link KeyedQueue} with its places in the lines. Guarded by the queue. */
final class Waiting {

    private final Runnable task;
    private final List<Place> places = new ArrayList<>(4);
    private int obstacles;

    Waiting(Runnable task) {
        this.task = task;
    }

    void join(Line line, Mode mode) {
        var place = new Place(line, this, mode);
        places.add(place);
        obstacles += line.join(place) ? 0 : 1;
    }

    boolean ready() {
        return obstacles == 0;
    }

    /** One line let it through; whether that was the last. */
    boolean passed() {
        return --obstacles == 0;
    }

    List<Place> places() {
        return places;
    }

    void start() {
        task.run();
    }
}
