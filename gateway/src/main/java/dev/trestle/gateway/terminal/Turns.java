package dev.trestle.gateway.terminal;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Whose turn it is to write to the socket. Each view that has something writes one message and goes to the end of the line,
 * and little is written before the network has taken it: so an echo waits for a flood in another terminal no longer than
 * for a few messages, and the answers to calls do not wait in line at all.
 */
final class Turns {

    private final Frames frames;
    private final int limit;
    private final Queue<View> line = new ArrayDeque<>();
    private int leaving;
    private boolean running;

    /** Lets at most {@code limit} bytes, and what one message has above it, wait for the network. */
    Turns(Frames frames, int limit) {
        this.frames = frames;
        this.limit = limit;
    }

    /** {@code view}, which is not in the line, has something to write. */
    void join(View view) {
        line.add(view);
        run();
    }

    /** Writes what may be written now. */
    void run() {
        if (running) {
            return;
        }
        running = true;
        try {
            while (leaving < limit && !line.isEmpty() && !frames.isFull()) {
                var view = line.remove();
                if (view.write(frames)) {
                    line.add(view);
                }
            }
        } finally {
            running = false;
        }
    }

    /** {@code bytes} are about to be written; to be run when the network has taken them. */
    Runnable leaving(int bytes) {
        leaving += bytes;
        return () -> {
            leaving -= bytes;
            run();
        };
    }
}
