package dev.trestle.verticle.fs.ignore;

import java.util.List;
import java.util.function.IntPredicate;

/** What stands in brackets in a {@link Glob}: characters, of which one is meant, or one other than these. */
record GlobClass(boolean negated, List<IntPredicate> members) {

    GlobClass {
        members = List.copyOf(members);
    }

    boolean accepts(int character) {
        for (var member : members) {
            if (member.test(character)) {
                return !negated;
            }
        }
        return negated;
    }

    /** The characters that POSIX calls {@code name}, of ASCII alone. */
    static IntPredicate named(String name) {
        return switch (name) {
            case "alnum" -> c -> isLetter(c) || isDigit(c);
            case "alpha" -> GlobClass::isLetter;
            case "blank" -> c -> c == ' ' || c == '\t';
            case "cntrl" -> c -> c < ' ' || c == 0x7f;
            case "digit" -> GlobClass::isDigit;
            case "graph" -> c -> c > ' ' && c < 0x7f;
            case "lower" -> c -> c >= 'a' && c <= 'z';
            case "print" -> c -> c >= ' ' && c < 0x7f;
            case "punct" -> c -> c > ' ' && c < 0x7f && !isLetter(c) && !isDigit(c);
            case "space" -> c -> c == ' ' || c >= '\t' && c <= '\r';
            case "upper" -> c -> c >= 'A' && c <= 'Z';
            case "xdigit" -> c -> isDigit(c) || (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
            default -> throw new IllegalArgumentException("there is no class of characters [:" + name + ":]");
        };
    }

    private static boolean isLetter(int c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
