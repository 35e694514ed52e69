package dev.trestle.verticle.fs.path;

import dev.trestle.wire.Fs.Entry;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where {@link Root} says a name is, and what was there when it looked. The directory is held until this is closed, so that
 * nobody can put another in its place.
 *
 * @param name what was looked for
 * @param directory the one in which it is or would be, {@code null} when that is not there
 * @param last its name in there, which may be a link; {@code .} for the directory itself
 * @param way the names from the root to it, none of which but the last was a link
 * @param facts what is there, or {@code null} when nothing is
 * @param fence to be asked right before anything is changed here for good: it refuses when that is others' to do by now
 */
public record Found(Name name, Handle directory, String last, List<String> way, Facts facts, Runnable fence)
        implements AutoCloseable {

    /** Few enough to keep for good, many enough that two places rarely share one. */
    private static final Object[] MONITORS =
            Stream.generate(Object::new).limit(256).toArray();

    public Found {
        way = List.copyOf(way);
    }

    public boolean isThere() {
        return facts != null;
    }

    /** What is there; NOT_FOUND when nothing is. */
    public Facts orMissing() {
        if (facts == null) {
            throw Refusals.missing(name.given());
        }
        return facts;
    }

    /** A regular file, which can be opened without waiting for anybody: INVALID_ARGUMENT, UNSUPPORTED otherwise. */
    public Facts file() {
        if (orMissing().isDirectory()) {
            throw Refusals.isDirectory(name.given());
        } else if (!facts.isFile()) {
            throw Refusals.special(name.given());
        }
        return facts;
    }

    /** Holds the regular file that is there, by its {@link Handle#facts} and not by what was found; refuses as {@link #file}. */
    public Handle hold() throws IOException {
        file();
        var file = directory.hold(last);
        try {
            with(file.facts()).file();
            return file;
        } catch (IOException | RuntimeException refused) {
            file.close();
            throw refused;
        }
    }

    /** A place in which something can be put: NOT_FOUND when its directory is not there. */
    public Found inDirectory() {
        if (directory == null) {
            throw Refusals.missing(name.given());
        }
        return this;
    }

    /** What is in the same place now. It shares the directory: close one of them. */
    public Found again() throws IOException {
        return directory == null ? this : with(directory.facts(last));
    }

    /** As if {@code other} were there. It shares the directory: close one of them. */
    public Found with(Facts other) {
        return new Found(name, directory, last, way, other, fence);
    }

    /** Whether both are one place. */
    public boolean isAt(Found other) {
        return way.equals(other.way);
    }

    /** Whether {@code other} is here or below. */
    public boolean isAbove(Found other) {
        return other.way.size() >= way.size()
                && other.way.subList(0, way.size()).equals(way);
    }

    /**
     * What all who have found this place have in common, by whatever links they came: it goes by the directory's own number
     * and not by its path. Whoever looks at what is there and then changes it is to hold this meanwhile, and not for long.
     */
    public Object monitor() throws IOException {
        var parent = inDirectory().directory.facts();
        return MONITORS[Math.floorMod(Objects.hash(parent.device(), parent.inode(), last), MONITORS.length)];
    }

    /** What is there, as an answer. */
    public Entry entry() {
        return orMissing().entry(name.last(), name.path(), null);
    }

    @Override
    public void close() {
        if (directory != null) {
            directory.close();
        }
    }
}
