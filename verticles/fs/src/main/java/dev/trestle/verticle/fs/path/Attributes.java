package dev.trestle.verticle.fs.path;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/** What a new file takes over from an old one: mode, owner and group, times. */
public final class Attributes {

    private static final int PERMISSIONS = 0777;

    private Attributes() {}

    /**
     * To make a file with that shall become like {@code old}: its mode, which others cannot read before it is set, and what
     * its owner needs to fill it. The usual mode, of which the umask takes its part, where there is no old one.
     */
    public static int fileMode(Facts old) {
        return old == null ? 0666 : old.mode() & PERMISSIONS | 0600;
    }

    /** As {@link #fileMode} for a directory. */
    public static int directoryMode(Facts old) {
        return old == null ? PERMISSIONS : old.mode() & PERMISSIONS | 0700;
    }

    /** Gives {@code file}, which was just written, a time of its own, later than that of {@code old}. */
    public static void stamp(Handle file, Facts old) throws IOException {
        long written = file.facts().modified();
        long stamp = Stamps.next(written, old);
        if (stamp != written) {
            time(file, stamp);
        }
    }

    /** Gives {@code file} the mode of {@code old}, whatever the umask took. */
    public static void mode(Handle file, Facts old) throws IOException {
        if (file.facts().mode() != old.mode()) {
            Files.setAttribute(file.path(), "unix:mode", old.mode());
        }
    }

    /** Gives {@code file} to the owner and the group of {@code old} as far as this process may; before the mode. */
    public static void owner(Handle file, Facts old) throws IOException {
        var now = file.facts();
        if (now.owner() == old.owner() && now.group() == old.group()) {
            return;
        }
        try {
            Files.setAttribute(file.path(), "unix:gid", old.group());
            Files.setAttribute(file.path(), "unix:uid", old.owner());
        } catch (FileSystemException notOurs) {
            // Only root may give files away. The new file is then ours, as with any editor that writes like this.
        }
    }

    /** Sets the time of the content, in epoch nanoseconds. */
    public static void time(Handle file, long modified) throws IOException {
        Files.setLastModifiedTime(file.path(), FileTime.from(modified, TimeUnit.NANOSECONDS));
    }
}
