package dev.trestle.bus;

import java.util.List;

/** Those who stand at one key of a {@link KeyedQueue}, first come, first served. Guarded by the queue. */
final class Line {

    private static final int MODES = Mode.values().length;

    private final String key;
    private final int[] count = new int[MODES];
    private Place first;
    private Place last;
    private int held;

    Line(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    boolean isEmpty() {
        return first == null;
    }

    /** Puts {@code place} at the end; whether it may go at once. */
    boolean join(Place place) {
        int ahead = 0;
        for (int mode = 0; mode < MODES; mode++) {
            ahead |= count[mode] > 0 ? 1 << mode : 0;
        }
        place.granted = place.mode().standsBeside(ahead);
        held += place.granted ? 0 : 1;
        count[place.mode().ordinal()]++;
        place.before = last;
        if (last == null) {
            first = place;
        } else {
            last.behind = place;
        }
        last = place;
        return place.granted;
    }

    /** Takes {@code gone} out and adds to {@code ready} those whose last obstacle it was. */
    void leave(Place gone, List<Waiting<?>> ready) {
        unlink(gone);
        int ahead = 0;
        for (var place = first; place != null && held > 0; place = place.behind) {
            if (!place.granted && place.mode().standsBeside(ahead)) {
                place.granted = true;
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

    private void unlink(Place gone) {
        count[gone.mode().ordinal()]--;
        if (gone.before == null) {
            first = gone.behind;
        } else {
            gone.before.behind = gone.behind;
        }
        if (gone.behind == null) {
            last = gone.before;
        } else {
            gone.behind.before = gone.before;
        }
    }
}
