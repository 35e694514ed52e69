package dev.trestle.verticle.fs.ignore;

import java.util.List;

/** The part of a {@link Glob} that one name matches. */
final class Segment {

    /** Any name. */
    static final Segment ANY = new Segment(new int[] {Segment.STAR}, List.of());

    /** Any characters. */
    static final int STAR = -1;
    /** Any one character. */
    static final int ONE = -2;
    /** The first of the classes; those after it count down. */
    static final int CLASS = -3;

    private final int[] steps;
    private final List<GlobClass> classes;

    /** These steps, one after the other: a code point, or one of the constants. */
    Segment(int[] steps, List<GlobClass> classes) {
        this.steps = steps;
        this.classes = classes;
    }

    boolean matches(String name) {
        int at = 0;
        int step = 0;
        int again = -1;
        int next = 0;
        while (at < name.length()) {
            if (step < steps.length && steps[step] == STAR) {
                again = step++;
                next = at;
                continue;
            }
            int character = name.codePointAt(at);
            if (step < steps.length && accepts(steps[step], character)) {
                step++;
                at += Character.charCount(character);
            } else if (again >= 0) {
                step = again + 1;
                at = ++next;
            } else {
                return false;
            }
        }
        while (step < steps.length && steps[step] == STAR) {
            step++;
        }
        return step == steps.length;
    }

    private boolean accepts(int step, int character) {
        return step == character
                || step == ONE
                || step <= CLASS && classes.get(CLASS - step).accepts(character);
    }
}
