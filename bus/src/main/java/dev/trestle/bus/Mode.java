package dev.trestle.bus;

/** How a task stands at one key of a {@link KeyedQueue}; weaker before stronger. */
enum Mode {
    /** Shares something below. */
    INTENT_SHARED(0b1000),
    /** Changes something below. */
    INTENT_EXCLUSIVE(0b1100),
    /** Shares all of it. */
    SHARED(0b1010),
    /** Changes it. */
    EXCLUSIVE(0b1111);

    /** One bit for each mode that cannot stand beside this one, lowest bit for the weakest mode. */
    private final int conflicts;

    Mode(int strongestFirst) {
        this.conflicts = strongestFirst;
    }

    int bit() {
        return 1 << ordinal();
    }

    boolean standsBeside(int modes) {
        return (conflicts & modes) == 0;
    }

    /** The weakest mode that grants both. A share beside an intention to change has no mode of its own: it is exclusive. */
    Mode and(Mode other) {
        var weaker = compareTo(other) < 0 ? this : other;
        var stronger = weaker == this ? other : this;
        return weaker == INTENT_EXCLUSIVE && stronger == SHARED ? EXCLUSIVE : stronger;
    }
}
