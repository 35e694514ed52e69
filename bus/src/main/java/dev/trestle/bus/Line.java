package dev.trestle.bus;

import java.util.LinkedHashSet;
import java.util.List;

/** Those who stand at one key of a {@link KeyedQueue}, first come, first served. Guarded by the queue. */
final class Line {

    private final String key;
    private final LinkedHashSet<Place> places = new LinkedHashSet<>();
    private final int[] count = new int[Mode.values().length];
    private int held;

    Line(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** Puts {@code place} at the end; whether it may go at once. */
    boolean join(Place place) {
        int ahead = 0;
        for (var mode : Mode.values()) {
            ahead |= count[mode.ordinal()] > 0 ? mode.bit() : 0;
        }
        boolean granted = place.mode().standsBeside(ahead);
        held += granted ? 0 : 1;
        place.granted(granted);
        places.add(place);
        count[place.mode().ordinal()]++;
        return granted;
    }

    /** Takes {@code gone} out and adds to {@code ready} those whose last obstacle it was. */
    void leave(Place gone, List<Waiting> ready) {
        places.remove(gone);
        count[gone.mode().ordinal()]--;
        if (held == 0) {
            return;
        }
        int ahead = 0;
        for (var place : places) {
            if (!place.granted() && place.mode().standsBeside(ahead)) {
                place.granted(true);
                held--;
                if (place.waiting().passed()) {
                    ready.add(place.waiting());
                }
            }
            ahead |= place.mode().bit();
            if (place.mode() == Mode.EXCLUSIVE) {
                return;
            }
        }
    }
}
