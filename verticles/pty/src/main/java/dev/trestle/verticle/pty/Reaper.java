package dev.trestle.verticle.pty;

import io.vertx.core.Future;
import java.time.Duration;

/**
 * Ends the processes of terminals, all of them and no other. A terminal's life with it:
 *
 * <pre>{@code
 * Mark mark = reaper.mark();
 * Launch launch = mark.on(sandbox.prepare(workspace, wanted));
 * PtyProcess process = ...;          // start launch, on any thread, with exactly its variables
 * reaper.born(mark, process.pid());  // at once, on the same thread
 * ...
 * reaper.end(mark)                   // when the program has ended as well: it may have left others behind
 *     .onComplete(ended -> ...);     // only now close the pty, which hangs up on whoever is left
 * }</pre>
 *
 * <p>All of it may be called on an event loop, but {@link #start}; the work is done on the thread {@code pty-reaper}. When
 * this process is killed, {@link Guard} does the same in its place.
 */
final class Reaper {

    private Reaper() {}

    /** Blocks until the guard stands, for some 10 ms. */
    static Reaper start(Duration grace) {
        throw new UnsupportedOperationException("not yet");
    }

    /** A mark for one more terminal. */
    Mark mark() {
        throw new UnsupportedOperationException("not yet");
    }

    /** Marks a process that has just been started, and with it all that it will ever start. */
    void born(Mark mark, long pid) {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * Ends every process with this mark: a hang-up first, SIGKILL for those that are still there after the grace.
     * Succeeds when none is left, on the thread {@code pty-reaper}; fails when some cannot be ended. Again and for a
     * mark without processes it does no harm.
     */
    Future<Void> end(Mark mark) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Ends every process of every terminal, as {@link #end} does, and itself. */
    Future<Void> close() {
        throw new UnsupportedOperationException("not yet");
    }
}
