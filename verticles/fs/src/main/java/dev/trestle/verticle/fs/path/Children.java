package dev.trestle.verticle.fs.path;

import dev.trestle.wire.Fs.EntryType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What is in a directory, one after the other, in no order. What comes or goes meanwhile is seen or not. Takes the same
 * memory for a directory of any size.
 */
public final class Children implements AutoCloseable {

    /**
     * Something in a directory.
     *
     * @param name as {@link FileName} has it
     * @param type what it is, or {@code null} where the filesystem does not say here
     * @param inode its number on the device
     */
    public record Child(String name, EntryType type, long inode) {}

    private static final int AT_A_TIME = 16_384;
    private static final int LENGTH = 16;
    private static final int TYPE = 18;
    private static final int NAME = 19;

    private final int descriptor;
    private final byte[] bytes = new byte[AT_A_TIME];
    private final ByteBuffer entries = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    private int at;
    private int end;

    /** Reads the open directory {@code descriptor} and closes it in the end. */
    Children(int descriptor) {
        this.descriptor = descriptor;
    }

    /** The next one, {@code null} after the last. */
    public Child next() throws IOException {
        while (at < end || fill()) {
            int start = at + NAME;
            int type = bytes[at + TYPE];
            long inode = entries.getLong(at);
            at += entries.getShort(at + LENGTH) & 0xffff;
            int stop = start;
            while (bytes[stop] != 0) {
                stop++;
            }
            if (!isDots(start, stop)) {
                return new Child(FileName.decode(bytes, start, stop), type(type), inode);
            }
        }
        return null;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Kernel.getdents64(descriptor, bytes);
        if (end < 0) {
            end = 0;
            throw Kernel.accident(".");
        }
        return end > 0;
    }

    private boolean isDots(int start, int stop) {
        return bytes[start] == '.' && (stop - start == 1 || stop - start == 2 && bytes[start + 1] == '.');
    }

    private static EntryType type(int type) {
        return switch (type) {
            case 0 -> null;
            case 4 -> EntryType.DIRECTORY;
            case 8 -> EntryType.FILE;
            case 10 -> EntryType.SYMLINK;
            default -> EntryType.OTHER;
        };
    }

    @Override
    public void close() {
        Kernel.close(descriptor);
    }
}
