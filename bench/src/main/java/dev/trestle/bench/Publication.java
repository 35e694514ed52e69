package dev.trestle.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/** An event to be published: a frame that was encoded once, in which the stamps are written anew each time. */
final class Publication {

    private final ByteBuffer frame;
    private final int[] stamps;

    /** {@code text} is what is in {@code frame}. */
    Publication(ByteBuffer frame, String text) {
        this.frame = frame;
        this.stamps = IntStream.range(0, text.length())
                .filter(index -> text.startsWith(Stamp.ZERO, index))
                .toArray();
    }

    void send(Connection connection, long time) throws IOException {
        for (int index : stamps) {
            Stamp.write(frame, index, time);
        }
        connection.send(frame);
    }
}
