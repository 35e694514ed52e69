package dev.trestle.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Keeps the beginning of what came last on a connection that publishes, to be shown when events do not come. */
final class Publisher implements Connection.Listener {

    private final byte[] last = new byte[200];
    private int length;

    @Override
    public void part(boolean binary, ByteBuffer bytes) {
        length = Math.min(last.length, bytes.remaining());
        bytes.get(bytes.position(), last, 0, length);
    }

    @Override
    public void answered(Connection connection, long bytes) {
        // That it came is enough: whether it was published is seen where it is delivered.
    }

    @Override
    public String toString() {
        return new String(last, 0, length, StandardCharsets.UTF_8);
    }
}
