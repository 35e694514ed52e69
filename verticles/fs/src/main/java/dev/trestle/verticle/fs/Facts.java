package dev.trestle.verticle.fs;

import dev.trestle.wire.Fs.Entry;
import dev.trestle.wire.Fs.EntryType;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the filesystem says about one file, a link itself and not what it points to; taken in one system call.
 *
 * @param type what it is
 * @param size in bytes
 * @param modified last change of the content, in epoch nanoseconds
 * @param changed last change of content or attributes, in epoch nanoseconds
 * @param inode its number on the device
 * @param device the filesystem it is on
 * @param mode the permission bits
 * @param owner number of the user
 * @param group number of the group
 */
record Facts(
        EntryType type,
        long size,
        long modified,
        long changed,
        long inode,
        long device,
        int mode,
        int owner,
        int group) {

    /** Whether this platform has modes, owners and inodes. */
    static final boolean UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    private static final String NAMES = "unix:size,lastModifiedTime,ctime,ino,dev,mode,uid,gid";
    private static final int KIND = 0170000;
    private static final int PERMISSIONS = 07777;

    /** The facts about what is at {@code path}. */
    static Facts of(Path path) throws IOException {
        return UNIX
                ? unix(Files.readAttributes(path, NAMES, LinkOption.NOFOLLOW_LINKS))
                : basic(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    /** The facts about what is at {@code path}, {@code null} when nothing is. */
    static Facts ifThere(Path path) throws IOException {
        try {
            return of(path);
        } catch (NoSuchFileException missing) {
            return null;
        }
    }

    private static Facts unix(Map<String, Object> raw) {
        int mode = (int) raw.get("mode");
        return new Facts(
                kind(mode & KIND),
                (long) raw.get("size"),
                nanos((FileTime) raw.get("lastModifiedTime")),
                nanos((FileTime) raw.get("ctime")),
                (long) raw.get("ino"),
                (long) raw.get("dev"),
                mode & PERMISSIONS,
                (int) raw.get("uid"),
                (int) raw.get("gid"));
    }

    /** Where there is no unix view, Windows: an etag of size and time alone. */
    private static Facts basic(BasicFileAttributes raw) {
        long modified = nanos(raw.lastModifiedTime());
        return new Facts(kind(raw), raw.size(), modified, modified, 0, 0, raw.isDirectory() ? 0755 : 0644, 0, 0);
    }

    private static EntryType kind(int bits) {
        return switch (bits) {
            case 0100000 -> EntryType.FILE;
            case 0040000 -> EntryType.DIRECTORY;
            case 0120000 -> EntryType.SYMLINK;
            default -> EntryType.OTHER;
        };
    }

    /** What kind of thing {@code raw} describes. */
    static EntryType kind(BasicFileAttributes raw) {
        if (raw.isRegularFile()) {
            return EntryType.FILE;
        } else if (raw.isDirectory()) {
            return EntryType.DIRECTORY;
        }
        return raw.isSymbolicLink() ? EntryType.SYMLINK : EntryType.OTHER;
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    boolean isFile() {
        return type == EntryType.FILE;
    }

    boolean isDirectory() {
        return type == EntryType.DIRECTORY;
    }

    boolean isLink() {
        return type == EntryType.SYMLINK;
    }

    /** Whether these are two names of one file. */
    boolean isSameFileAs(Facts other) {
        return UNIX && inode == other.inode && device == other.device;
    }

    /** Whether the content is still the one that {@code other} describes, as far as the filesystem can tell. */
    boolean isSameContentAs(Facts other) {
        return inode == other.inode && size == other.size && modified == other.modified;
    }

    /**
     * Changes when the content does: made of inode, size, time of the content and time of the inode. The last one cannot
     * be set by hand, so content that was swapped under a forged time shows as well; a file that Trestle replaces gets
     * a time no earlier file had ({@link Stamps}), so two writes in one tick of the clock differ even where the
     * filesystem hands out the same inode again. It also changes with the mode or the name, which costs a client no more
     * than reading again.
     */
    String etag() {
        return Long.toString(inode, 36)
                + '-'
                + Long.toString(size, 36)
                + '-'
                + Long.toString(modified, 36)
                + '-'
                + Long.toString(changed, 36);
    }

    /** This as an answer, about the file {@code name} at {@code path}. */
    Entry entry(String name, String path) {
        return new Entry(
                name, path, type, size, Math.floorDiv(modified, 1_000_000L), mode, isFile() ? etag() : null, null);
    }
}
