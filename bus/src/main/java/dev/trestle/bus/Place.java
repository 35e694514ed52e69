package dev.trestle.bus;

/** Where one task stands in one {@link Line}. */
final class Place {

    private final Line line;
    private final Waiting waiting;
    private final Mode mode;
    private boolean granted;

    Place(Line line, Waiting waiting, Mode mode) {
        this.line = line;
        this.waiting = waiting;
        this.mode = mode;
    }

    Line line() {
        return line;
    }

    Waiting waiting() {
        return waiting;
    }

    Mode mode() {
        return mode;
    }

    boolean granted() {
        return granted;
    }

    void granted(boolean now) {
        granted = now;
    }
}
