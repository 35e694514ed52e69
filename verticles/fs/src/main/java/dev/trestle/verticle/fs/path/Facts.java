package dev.trestle.verticle.fs.path;

import dev.trestle.wire.Fs.Entry;
import dev.trestle.wire.Fs.EntryType;
import java.nio.ByteBuffer;

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
public record Facts(
        EntryType type,
        long size,
        long modified,
        long changed,
        long inode,
        long device,
        int mode,
        int owner,
        int group) {

    private static final int KIND = 0170000;
    private static final int PERMISSIONS = 07777;

    /** Reads a {@code struct statx}. */
    static Facts of(ByteBuffer raw) {
        int mode = raw.getShort(28);
        return new Facts(
                kind(mode & KIND),
                raw.getLong(40),
                nanos(raw, 112),
                nanos(raw, 96),
                raw.getLong(32),
                (long) raw.getInt(136) << 32 | raw.getInt(140) & 0xffffffffL,
                mode & PERMISSIONS,
                raw.getInt(20),
                raw.getInt(24));
    }

    /** How many names it has, by a {@code struct statx}. */
    static int links(ByteBuffer raw) {
        return raw.getInt(16);
    }

    private static long nanos(ByteBuffer raw, int at) {
        return raw.getLong(at) * 1_000_000_000L + raw.getInt(at + 8);
    }

    private static EntryType kind(int bits) {
        return switch (bits) {
            case 0100000 -> EntryType.FILE;
            case 0040000 -> EntryType.DIRECTORY;
            case 0120000 -> EntryType.SYMLINK;
            default -> EntryType.OTHER;
        };
    }

    public boolean isFile() {
        return type == EntryType.FILE;
    }

    public boolean isDirectory() {
        return type == EntryType.DIRECTORY;
    }

    boolean isLink() {
        return type == EntryType.SYMLINK;
    }

    /** Whether these are two names of one file. */
    public boolean isSameFileAs(Facts other) {
        return inode == other.inode && device == other.device;
    }

    /** Whether the content is still the one that {@code other} describes, as far as the filesystem can tell. */
    public boolean isSameContentAs(Facts other) {
        return inode == other.inode && size == other.size && modified == other.modified;
    }

    /**
     * Changes when the content does: made of inode, size, time of the content and time of the inode. The last one cannot
     * be set by hand, so content that was swapped under a forged time shows as well; a file that Trestle replaces gets
     * a time no earlier file had ({@link Stamps}), so two writes in one tick of the clock differ even where the
     * filesystem hands out the same inode again. It also changes with the mode or the name, which costs a client no more
     * than reading again.
     */
    public String etag() {
        return Long.toString(inode, 36)
                + '-'
                + Long.toString(size, 36)
                + '-'
                + Long.toString(modified, 36)
                + '-'
                + Long.toString(changed, 36);
    }

    /** This as an answer, about the file {@code name} at {@code path}; whether git ignores it is told where it is known. */
    public Entry entry(String name, String path, Boolean ignored) {
        long milliseconds = Math.floorDiv(modified, 1_000_000L);
        return new Entry(name, path, type, size, milliseconds, mode, isFile() ? etag() : null, ignored);
    }
}
