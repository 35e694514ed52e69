package dev.trestle.verticle.fs.ignore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Reads the text of a {@link Glob}, part by part. A backslash or a bracket may hold a slash. */
final class GlobReader {

    private static final int END = -1;

    private final String text;
    private int at;
    private boolean ended;

    GlobReader(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return ended;
    }

    /** Whether {@code **} stands here alone; if so, goes on after it. */
    boolean isAnyWay() {
        int stop = at;
        while (stop < text.length() && text.charAt(stop) == '*') {
            stop++;
        }
        if (stop - at < 2 || stop < text.length() && text.charAt(stop) != '/') {
            return false;
        }
        at = stop;
        endSegment();
        return true;
    }

    /** Reads up to the next slash. */
    Segment segment() {
        var steps = new ArrayList<Integer>();
        var classes = new ArrayList<GlobClass>();
        int character = next();
        while (character != END && character != '/') {
            switch (character) {
                case '*' -> steps.add(Segment.STAR);
                case '?' -> steps.add(Segment.ONE);
                case '[' -> {
                    steps.add(Segment.CLASS - classes.size());
                    classes.add(brackets());
                }
                case '\\' -> {
                    if (peek() == '/') {
                        break;
                    }
                    steps.add(escaped());
                }
                default -> steps.add(character);
            }
            character = next();
        }
        ended = character == END;
        return new Segment(steps.stream().mapToInt(step -> step).toArray(), List.copyOf(classes));
    }

    private void endSegment() {
        ended = next() == END;
    }

    private GlobClass brackets() {
        boolean negated = peek() == '!' || peek() == '^';
        if (negated) {
            next();
        }
        var members = new ArrayList<IntPredicate>();
        int before = END;
        int character = member();
        do {
            if (character == '-' && before != END && peek() != ']' && peek() != END) {
                int low = before;
                int high = next() == '\\' ? escaped() : text.codePointBefore(at);
                members.add(c -> c >= low && c <= high);
                before = END;
            } else if (character == '[' && peek() == ':' && named(members)) {
                before = END;
            } else {
                int exact = character == '\\' ? escaped() : character;
                members.add(c -> c == exact);
                before = exact;
            }
            character = member();
        } while (character != ']');
        return new GlobClass(negated, members);
    }

    /** Reads {@code :name:]} into {@code members}, if that is what stands here. */
    private boolean named(List<IntPredicate> members) {
        int end = text.indexOf(']', at);
        if (end < at + 2 || text.charAt(end - 1) != ':') {
            return false;
        }
        members.add(GlobClass.named(text.substring(at + 1, end - 1)));
        at = end + 1;
        return true;
    }

    private int member() {
        int character = next();
        if (character == END) {
            throw new IllegalArgumentException("a bracket is not closed");
        }
        return character;
    }

    private int escaped() {
        int character = next();
        if (character == END) {
            throw new IllegalArgumentException("nothing follows the last backslash");
        }
        return character;
    }

    private int peek() {
        return at < text.length() ? text.codePointAt(at) : END;
    }

    private int next() {
        int character = peek();
        at += character == END ? 0 : Character.charCount(character);
        return character;
    }
}
