package dev.trestle.verticle.fs.draft;

import dev.trestle.verticle.fs.path.Found;
import dev.trestle.wire.Fs.Written;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * New content for a file: whole or not at all, and on the disk before the answer. On any failure the old file is as it was
 * and nothing is left. See {@link Unfinished}.
 */
public final class Replacement {

    private Replacement() {}

    /** Puts {@code content} where {@code found} is, in which nothing or a regular file must be. */
    public static Written of(Found found, byte[] content) throws IOException {
        return replace(found, content, now -> {});
    }

    /** As {@link #of}, but refuses with {@code CONFLICT} when what is there is no longer what was found. */
    public static Written guarded(Found found, byte[] content) throws IOException {
        return replace(found, content, now -> Precondition.check(found.facts().etag(), now));
    }

    private static Written replace(Found found, byte[] content, Consumer<Found> check) throws IOException {
        try (var file = Unfinished.at(found)) {
            file.write(ByteBuffer.wrap(content));
            return file.finish(found, check);
        }
    }
}
