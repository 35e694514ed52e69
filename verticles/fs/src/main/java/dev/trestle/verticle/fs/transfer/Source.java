package dev.trestle.verticle.fs.transfer;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** What a {@link Pump} sends, piece by piece. One thread at a time; must be closed. */
interface Source extends AutoCloseable {

    /** The next bytes, at most {@code most}; none when there is more but the turn is over. */
    Buffer next(int most) throws IOException;

    /** Whether that was all. */
    boolean exhausted();

    @Override
    void close() throws IOException;
}
