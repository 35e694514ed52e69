package dev.trestle.verticle.fs.search;

import dev.trestle.verticle.fs.ignore.Glob;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * A glob as a client writes it: without a slash it is about names at any depth, else about ways from the root of the
 * workspace. {@code {a,b}} stands for either.
 */
final class PathGlob {

    private static final int LONGEST = 1_000;
    private static final int MOST_CHOICES = 256;

    private record Choice(Glob glob, boolean anywhere) {}

    private final List<Choice> choices;

    private PathGlob(List<Choice> choices) {
        this.choices = choices;
    }

    /**
     * Reads the glob in the request's member {@code field}.
     *
     * @throws Failure {@code INVALID_ARGUMENT} that says what is wrong with it
     */
    static PathGlob of(String field, String glob) {
        if (glob.isEmpty() || glob.length() > LONGEST) {
            throw refused(field, "must have 1 to " + LONGEST + " characters");
        }
        try {
            var plain = new ArrayList<String>();
            new Braces(MOST_CHOICES).expand(glob, plain);
            return new PathGlob(plain.stream().map(PathGlob::choice).toList());
        } catch (IllegalArgumentException malformed) {
            throw refused(field, "is not a glob: " + malformed.getMessage());
        }
    }

    private static Failure refused(String field, String sentence) {
        return new Failure(ErrorCode.INVALID_ARGUMENT, field + " " + sentence);
    }

    private static Choice choice(String text) {
        int end = text.length() > 1 && text.endsWith("/") ? text.length() - 1 : text.length();
        int start = text.startsWith("./") ? 2 : text.startsWith("/") ? 1 : 0;
        var way = text.substring(Math.min(start, end), end);
        return new Choice(Glob.of(way), start == 0 && way.indexOf('/') < 0);
    }

    /** Whether all of {@code way} looks like this. */
    boolean matches(String[] way) {
        for (var choice : choices) {
            if (choice.glob.matches(way, choice.anywhere ? way.length - 1 : 0)) {
                return true;
            }
        }
        return false;
    }
}
