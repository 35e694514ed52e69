package dev.trestle.bus;

/** Where one task stands in one {@link Line}, between its neighbours. */
final class Place {

    private final Line line;
    private final Waiting<?> waiting;
    private final Mode mode;
    /** Those next to it in the line, for the line to keep. */
    Place before;

    Place behind;
    /** Whether this line lets the task go. */
    boolean granted;

    Place(Line line, Waiting<?> waiting, Mode mode) {
        this.line = line;
        this.waiting = waiting;
        this.mode = mode;
    }

    Line line() {
        return line;
    }

    Waiting<?> waiting() {
        return waiting;
    }

    Mode mode() {
        return mode;
    }
}
