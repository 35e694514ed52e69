package dev.trestle.verticle.fs.search;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.Arrays;
import java.util.List;

/** The files that globs include and exclude; a glob for a directory stands for all that is in it. */
final class Globs implements FileWalk.Choice {

    private static final int MOST = 100;

    private final List<PathGlob> included;
    private final List<PathGlob> excluded;

    /**
     * Reads the request's members {@code include} and {@code exclude}; without the former all files are included.
     *
     * @throws Failure {@code INVALID_ARGUMENT} that says what is wrong with which
     */
    Globs(String include, List<String> included, String exclude, List<String> excluded) {
        this.included = read(include, included);
        this.excluded = read(exclude, excluded);
    }

    private static List<PathGlob> read(String field, List<String> globs) {
        if (globs.size() > MOST) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, field + " must not have more than " + MOST + " globs");
        }
        return globs.stream().map(glob -> PathGlob.of(field, glob)).toList();
    }

    @Override
    public boolean enters(String[] way) {
        return !matches(excluded, way);
    }

    @Override
    public boolean takes(String[] way) {
        return !matches(excluded, way) && (included.isEmpty() || includes(way));
    }

    private boolean includes(String[] way) {
        for (int length = way.length; length > 0; length--) {
            if (matches(included, length == way.length ? way : Arrays.copyOf(way, length))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(List<PathGlob> globs, String[] way) {
        for (var glob : globs) {
            if (glob.matches(way)) {
                return true;
            }
        }
        return false;
    }
}
