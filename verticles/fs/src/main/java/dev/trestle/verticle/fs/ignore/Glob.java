package dev.trestle.verticle.fs.ignore;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern for the ways to files, as git and ripgrep read it: {@code *} and {@code ?} within a name, {@code [a-z]} and
 * {@code [!a-z]} for one character, {@code **} between slashes for any number of names, a backslash before what is meant as
 * it stands.
 *
 * <p>Time grows with pattern times text and no faster, whatever the pattern: those who write patterns are not those whose
 * threads match them. Immutable.
 */
public final class Glob {

    /** Stands in a pattern for any number of names. */
    private static final Segment ANY_WAY = null;

    private final List<Segment> segments;

    private Glob(List<Segment> segments) {
        this.segments = segments;
    }

    /**
     * Reads a pattern without slashes at its ends.
     *
     * @throws IllegalArgumentException says what is wrong
     */
    public static Glob of(String pattern) {
        var segments = new ArrayList<Segment>();
        var reader = new GlobReader(pattern);
        while (!reader.atEnd()) {
            segments.add(reader.isAnyWay() ? ANY_WAY : reader.segment());
        }
        if (segments.get(segments.size() - 1) == ANY_WAY) {
            // Everything in a directory, but not the directory.
            segments.add(Segment.ANY);
        }
        return new Glob(segments);
    }

    /** Whether all of {@code way} from the name {@code from} on looks like this. */
    public boolean matches(String[] way, int from) {
        int at = from;
        int segment = 0;
        int again = -1;
        int next = from;
        while (at < way.length) {
            if (segment < segments.size() && segments.get(segment) == ANY_WAY) {
                again = segment++;
                next = at;
            } else if (segment < segments.size() && segments.get(segment).matches(way[at])) {
                segment++;
                at++;
            } else if (again >= 0) {
                segment = again + 1;
                at = ++next;
            } else {
                return false;
            }
        }
        return segment == segments.size();
    }
}
