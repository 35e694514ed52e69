package dev.trestle.verticle.pty.screen;

import java.util.Arrays;

/** The four designated character sets and the one in use. */
final class Charsets {

    private static final String DESIGNATORS = "()*+";

    private final Charset[] designated = new Charset[DESIGNATORS.length()];
    private int level;
    private Charset active;

    Charsets() {
        reset();
    }

    void reset() {
        Arrays.fill(designated, Charset.ASCII);
        level = 0;
        active = Charset.ASCII;
    }

    Charset active() {
        return active;
    }

    /** What comes back with a saved cursor; the designations stay as they are. */
    void restore(Charset saved) {
        active = saved;
    }

    void select(int newLevel) {
        level = newLevel;
        active = designated[newLevel];
    }

    void designate(int slot, Charset set) {
        designated[slot] = set;
        if (slot == level) {
            active = set;
        }
    }

    /** {@code ESC} designator name; an unknown one does nothing. */
    void designate(char designator, char name) {
        int slot = switch (designator) {
            case '(' -> 0;
            case ')', '-' -> 1;
            case '*', '.' -> 2;
            case '+' -> 3;
            default -> -1;
        };
        Charset set = Charset.named(name);
        if (slot >= 0 && set != null) {
            designate(slot, set);
        }
    }

    void designateAscii() {
        for (int i = 0; i < designated.length; i++) {
            designate(i, Charset.ASCII);
        }
    }

    /** Whether the set in use can only come from a saved cursor. */
    boolean isRestored() {
        return active != designated[level];
    }

    /** The sequences that designate and select; those of a restored set restore the saved cursor. */
    void write(StringBuilder out) {
        for (int i = 0; i < designated.length; i++) {
            out.append('\u001b').append(DESIGNATORS.charAt(i)).append(designated[i].name());
        }
        out.append(
                switch (level) {
                    case 0 -> "\u000f";
                    case 1 -> "\u000e";
                    case 2 -> "\u001bn";
                    default -> "\u001bo";
                });
        if (isRestored()) {
            out.append("\u001b8");
        }
    }
}
