package dev.trestle.gateway.call;

import io.vertx.core.Future;

/**
 * The calls of one client that take nobody's place because they end soon: typing, publishing. When they do not end as fast as
 * they come, the client is not read for a while. Belongs to the event loop of its socket.
 */
public final class Crowd {

    private static final int MOST = 1_024;
    private static final int MOST_BYTES = 4_194_304;

    private final Runnable onRelief;
    private int calls;
    private int bytes;
    private boolean full;

    /** Runs {@code onRelief} when {@link #isFull} ends. */
    public Crowd(Runnable onRelief) {
        this.onRelief = onRelief;
    }

    /** Whether so much is on its way that nothing more should be read from the client for now. */
    public boolean isFull() {
        return full;
    }

    /** Counts {@code call}, whose params are {@code size} bytes, until it ends. */
    public void join(Future<?> call, int size) {
        calls++;
        bytes += size;
        full |= calls >= MOST || bytes >= MOST_BYTES;
        call.onComplete(ended -> {
            calls--;
            bytes -= size;
            if (full && calls <= MOST / 2 && bytes <= MOST_BYTES / 2) {
                full = false;
                onRelief.run();
            }
        });
    }
}
