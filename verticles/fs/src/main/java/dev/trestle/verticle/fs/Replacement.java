package dev.trestle.verticle.fs;

import dev.trestle.wire.Fs.Written;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * New content for a file: whole or not at all, and on the disk before the answer. It is written beside the file, synced
 * and renamed over it; the directory is synced after. On any failure the old file is as it was and nothing is left.
 *
 * <p>The new file has the mode of the old one and, as far as this process may, its owner and group; where none was, what
 * the umask gives. Other names of the old file (hard links) keep the old content.
 */
final class Replacement {

    private static final long NEARLY_NOTHING = 65_536;
    private static final Set<StandardOpenOption> AFRESH =
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path place;
    private final Facts old;
    private final Path draft;

    private Replacement(Found found) {
        this.place = found.path();
        this.old = found.facts();
        this.draft = Draft.of(place);
    }

    /** Puts {@code content} where {@code found} is, in which nothing or a regular file must be. */
    static Written of(Found found, byte[] content) throws IOException {
        var replacement = new Replacement(found);
        try {
            return replacement.make(content);
        } catch (IOException cause) {
            throw replacement.refusal(cause);
        } finally {
            Files.deleteIfExists(replacement.draft);
        }
    }

    private Written make(byte[] content) throws IOException {
        try (var channel = FileChannel.open(draft, AFRESH, permissions())) {
            for (var rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
                channel.write(rest);
            }
            dress();
            channel.force(true);
        }
        var made = Facts.of(draft);
        Durably.rename(draft, place);
        var now = Facts.ifThere(place);
        // Renaming changes the inode's time and with it the etag. Whoever wrote since must not pass for this content.
        var mine = now != null && now.isSameContentAs(made) ? now : made;
        return new Written(mine.etag(), mine.size());
    }

    /** From the beginning no wider than those of the old file, or a secret could be read for a moment. */
    private FileAttribute<?>[] permissions() {
        if (old == null || !Facts.UNIX) {
            return new FileAttribute<?>[0];
        }
        var set = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        for (var permission : PosixFilePermission.values()) {
            // The bits of a mode are in the order of the enum, the owner's read first and highest.
            if ((old.mode() & 0400 >> permission.ordinal()) != 0) {
                set.add(permission);
            }
        }
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
    }

    private void dress() throws IOException {
        var fresh = Facts.of(draft);
        long stamp = Stamps.next(fresh.modified(), old);
        if (stamp != fresh.modified()) {
            Files.setLastModifiedTime(draft, FileTime.from(stamp, TimeUnit.NANOSECONDS));
        }
        if (old == null || !Facts.UNIX) {
            return;
        }
        if (fresh.owner() != old.owner() || fresh.group() != old.group()) {
            give();
        }
        if (Facts.of(draft).mode() != old.mode()) {
            Files.setAttribute(draft, "unix:mode", old.mode());
        }
    }

    private void give() throws IOException {
        try {
            Files.setAttribute(draft, "unix:gid", old.group());
            Files.setAttribute(draft, "unix:uid", old.owner());
        } catch (FileSystemException notOurs) {
            // Only root may give files away. The new file is then ours, as with any editor that writes like this.
        }
    }

    /** Java says no more than that the write failed, so the disk is asked, before the draft makes room again. */
    private IOException refusal(IOException cause) throws IOException {
        if (Files.getFileStore(place.getParent()).getUsableSpace() < NEARLY_NOTHING) {
            throw Refusals.noSpace();
        }
        return cause;
    }
}
