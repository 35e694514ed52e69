package dev.trestle.wire;

import java.util.Locale;

/** What an answer to a question of an agent means. */
@Describe("Yes or no, this time or for the rest of the session.")
public enum OptionKind {
    ALLOW_ONCE,
    ALLOW_ALWAYS,
    REJECT_ONCE,
    REJECT_ALWAYS;

    /** Whether it means yes. */
    public boolean allows() {
        return this == ALLOW_ONCE || this == ALLOW_ALWAYS;
    }

    /** Whether it holds for the rest of the session. */
    public boolean lasts() {
        return this == ALLOW_ALWAYS || this == REJECT_ALWAYS;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
