package dev.trestle.verticle.fs;

import dev.trestle.wire.Fs.Written;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * New content for a file: whole or not at all, and on the disk before the answer. It is written beside the file, synced
 * and renamed over it; the directory is synced after. On any failure the old file is as it was and nothing is left.
 *
 * <p>The new file has the mode of the old one and, as far as this process may, its owner and group; where none was, what
 * the umask gives. Other names of the old file (hard links) keep the old content.
 */
final class Replacement {

    private final Found found;
    private final Handle directory;
    private final Facts old;
    private final String draft;
    private final boolean guarded;

    private Replacement(Found found, boolean guarded) {
        this.found = found;
        this.guarded = guarded;
        this.directory = found.directory();
        this.old = found.facts();
        this.draft = Draft.name();
    }

    /** Puts {@code content} where {@code found} is, in which nothing or a regular file must be. */
    static Written of(Found found, byte[] content) throws IOException {
        return new Replacement(found, false).replace(content);
    }

    /** As {@link #of}, but refuses with {@code CONFLICT} when what is there is no longer what was found. */
    static Written guarded(Found found, byte[] content) throws IOException {
        return new Replacement(found, true).replace(content);
    }

    private Written replace(byte[] content) throws IOException {
        try {
            return make(content);
        } catch (IOException cause) {
            throw Device.blame(cause, directory);
        } finally {
            directory.delete(draft);
        }
    }

    private Written make(byte[] content) throws IOException {
        Facts made;
        try (var file = directory.create(draft, Attributes.fileMode(old))) {
            fill(file, content);
            made = file.facts();
        }
        if (guarded) {
            // Those who do not take turns with us, a shell or an editor, may have written since.
            Precondition.check(found.facts().etag(), found.again());
        }
        Durably.rename(directory, draft, found);
        var now = found.again().facts();
        // Renaming changes the inode's time and with it the etag. Whoever wrote since must not pass for this content.
        var mine = now != null && now.isSameContentAs(made) ? now : made;
        return new Written(mine.etag(), mine.size());
    }

    private void fill(Handle file, byte[] content) throws IOException {
        try (var channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
            for (var rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
                channel.write(rest);
            }
            Attributes.stamp(file, old);
            if (old != null) {
                Attributes.owner(file, old);
                Attributes.mode(file, old);
            }
            channel.force(true);
        }
    }
}
