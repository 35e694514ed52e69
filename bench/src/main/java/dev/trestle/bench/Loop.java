package dev.trestle.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;

/**
 * One thread for all sockets of a measurement. It never sleeps, so that no time to wake up is in what is measured; the load
 * has a core to itself.
 */
final class Loop implements AutoCloseable {

    /** One socket, whose selection key it is attached to. */
    interface Party {
        /** It can read or write; {@code buffer} is empty before and after. */
        void ready(ByteBuffer buffer) throws IOException;
    }

    /** What is waited for; asked between any two rounds of reading. */
    interface Condition {
        boolean holds() throws IOException;
    }

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

    Loop() throws IOException {}

    Selector selector() {
        return selector;
    }

    /** Serves the sockets until {@code condition} holds, which has to be before {@code patience} is over. */
    void until(Condition condition, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            turn();
            if (System.nanoTime() - end > 0) {
                throw new IOException("what was waited for did not come within " + patience);
            }
        }
    }

    /** Serves the sockets for so long. */
    void pause(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        do {
            turn();
        } while (System.nanoTime() - end < 0);
    }

    private void turn() throws IOException {
        try {
            selector.selectNow(this::serve);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private void serve(SelectionKey key) {
        try {
            ((Party) key.attachment()).ready(buffer);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
