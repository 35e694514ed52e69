package dev.trestle.verticle.fs;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;

/** What a new file takes over from an old one: mode, owner and group, times. */
final class Attributes {

    private static final FileAttribute<?>[] USUAL = {};
    private static final int OWNER_READS = 0400;

    private Attributes() {}

    /**
     * To make a file or a directory with that shall become like {@code old}: its mode, which others cannot read before it
     * is set, and what its owner needs to fill it. The umask's usual mode where there is no old one.
     */
    static FileAttribute<?>[] toMake(Facts old) {
        if (old == null || !Facts.UNIX) {
            return USUAL;
        }
        var set = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        if (old.isDirectory()) {
            set.add(PosixFilePermission.OWNER_EXECUTE);
        }
        for (var permission : PosixFilePermission.values()) {
            // The bits of a mode stand in the order of the enum, from the owner's read down.
            if ((old.mode() & OWNER_READS >> permission.ordinal()) != 0) {
                set.add(permission);
            }
        }
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
    }

    /** Gives {@code file}, which was just written, a time of its own, later than that of {@code old}. */
    static void stamp(Path file, Facts old) throws IOException {
        long written = Facts.of(file).modified();
        long stamp = Stamps.next(written, old);
        if (stamp != written) {
            time(file, stamp);
        }
    }

    /** Gives {@code file} the mode of {@code old}, whatever the umask took. */
    static void mode(Path file, Facts old) throws IOException {
        if (Facts.UNIX && Facts.of(file).mode() != old.mode()) {
            Files.setAttribute(file, "unix:mode", old.mode());
        }
    }

    /** Gives {@code file} to the owner and the group of {@code old} as far as this process may; before the mode. */
    static void owner(Path file, Facts old) throws IOException {
        var now = Facts.of(file);
        if (!Facts.UNIX || now.owner() == old.owner() && now.group() == old.group()) {
            return;
        }
        try {
            Files.setAttribute(file, "unix:gid", old.group());
            Files.setAttribute(file, "unix:uid", old.owner());
        } catch (FileSystemException notOurs) {
            // Only root may give files away. The new file is then ours, as with any editor that writes like this.
        }
    }

    /** Sets the time of the content, in epoch nanoseconds. */
    static void time(Path file, long modified) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(modified, TimeUnit.NANOSECONDS));
    }
}
