package dev.trestle.verticle.fs.draft;

import dev.trestle.bus.Draft;
import dev.trestle.verticle.fs.path.Attributes;
import dev.trestle.verticle.fs.path.Device;
import dev.trestle.verticle.fs.path.Durably;
import dev.trestle.verticle.fs.path.Facts;
import dev.trestle.verticle.fs.path.Found;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.wire.Fs.Written;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * New content of a file while it comes: it grows beside the place it will take, under the name of a {@link Draft}, and is
 * renamed to its place when it is whole and on the disk. Closing it before that leaves nothing.
 *
 * <p>The new file has the mode of the old one and, as far as this process may, its owner and group; where none was, what
 * the umask gives. Other names of the old file (hard links) keep the old content.
 *
 * <p>Blocks; one thread at a time.
 */
public final class Unfinished implements AutoCloseable {

    /** How much may wait in memory for the disk, so that nobody stands still for gigabytes in the end. */
    private static final long UNSYNCED = 32L << 20;

    /** What takes the disk longer than the two trips to it that syncing twice costs. */
    private static final long MANY = 4L << 20;

    private final Found held;
    private final Handle directory;
    private final String draft;
    private final Handle file;
    private final FileChannel channel;
    private volatile long size;
    private long synced;

    private Unfinished(Found held, String draft, Handle file) throws IOException {
        this.held = held;
        this.directory = held.directory();
        this.draft = draft;
        this.file = file;
        this.channel = FileChannel.open(file.path(), StandardOpenOption.WRITE);
    }

    /** Begins beside {@code place}, which is closed with this. */
    public static Unfinished at(Found place) throws IOException {
        var draft = Draft.name();
        var file = blaming(
                place.directory(),
                () -> place.inDirectory().directory().create(draft, Attributes.fileMode(place.facts())));
        try {
            return new Unfinished(place, draft, file);
        } catch (IOException failed) {
            file.close();
            place.directory().delete(draft);
            throw failed;
        }
    }

    /** How many bytes are there. Any thread may ask. */
    public long size() {
        return size;
    }

    /** Adds all that remains in {@code bytes}. */
    public void write(ByteBuffer bytes) throws IOException {
        blaming(directory, () -> {
            long more = bytes.remaining();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            size += more;
            return null;
        });
        if (size - synced >= UNSYNCED) {
            sync();
        }
    }

    /** Brings to the disk what {@link #finish} would take long to, so that nobody waits for that moment. */
    public void prepare() throws IOException {
        if (size - synced >= MANY) {
            sync();
        }
    }

    private void sync() throws IOException {
        blaming(directory, () -> {
            channel.force(false);
            synced = size;
            return null;
        });
    }

    /** Puts it to {@code place}; {@code check} may refuse what is there at the last moment. */
    public Written finish(Found place, Consumer<Found> check) throws IOException {
        return blaming(directory, () -> {
            var made = settle(place.facts());
            // Those who do not take turns with us may have written since: a shell, an editor, a call by another name.
            Durably.replace(directory, draft, place, check);
            var now = place.again().facts();
            // Renaming changes the inode's time and with it the etag. Whoever wrote since must not pass for this
            // content.
            var mine = now != null && now.isSameContentAs(made) ? now : made;
            return new Written(mine.etag(), mine.size());
        });
    }

    private Facts settle(Facts old) throws IOException {
        Attributes.stamp(file, old);
        if (old != null) {
            Attributes.owner(file, old);
            Attributes.mode(file, old);
        }
        channel.force(true);
        var made = file.facts();
        // Whoever watches would hear of a change when these are closed under the file's own name.
        channel.close();
        file.close();
        return made;
    }

    private interface Step<T> {
        T take() throws IOException;
    }

    /** A disk that is full is named before what was written makes room again. */
    private static <T> T blaming(Handle directory, Step<T> step) throws IOException {
        try {
            return step.take();
        } catch (IOException cause) {
            throw Device.blame(cause, directory);
        }
    }

    @Override
    public void close() throws IOException {
        try (held;
                file;
                channel) {
            directory.delete(draft);
        }
    }
}
