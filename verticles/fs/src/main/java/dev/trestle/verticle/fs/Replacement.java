package dev.trestle.verticle.fs;

import dev.trestle.wire.Fs.Written;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;

/**
 * New content for a file: whole or not at all, and on the disk before the answer. It is written beside the file, synced
 * and renamed over it; the directory is synced after. On any failure the old file is as it was and nothing is left.
 *
 * <p>The new file has the mode of the old one and, as far as this process may, its owner and group; where none was, what
 * the umask gives. Other names of the old file (hard links) keep the old content.
 */
final class Replacement {

    /** To open a file that is not there yet. */
    static final Set<StandardOpenOption> AFRESH = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Found found;
    private final Path place;
    private final Facts old;
    private final Path draft;
    private final boolean guarded;

    private Replacement(Found found, boolean guarded) {
        this.found = found;
        this.guarded = guarded;
        this.place = found.path();
        this.old = found.facts();
        this.draft = Draft.of(place);
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
            throw Device.blame(cause, place.getParent());
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private Written make(byte[] content) throws IOException {
        try (var channel = FileChannel.open(draft, AFRESH, Attributes.toMake(old))) {
            for (var rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
                channel.write(rest);
            }
            Attributes.stamp(draft, old);
            if (old != null) {
                Attributes.owner(draft, old);
                Attributes.mode(draft, old);
            }
            channel.force(true);
        }
        if (guarded) {
            // Those who do not take turns with us, a shell or an editor, may have written since.
            Precondition.check(found.facts().etag(), found.again());
        }
        var made = Facts.of(draft);
        Durably.rename(draft, place);
        var now = Facts.ifThere(place);
        // Renaming changes the inode's time and with it the etag. Whoever wrote since must not pass for this content.
        var mine = now != null && now.isSameContentAs(made) ? now : made;
        return new Written(mine.etag(), mine.size());
    }
}
