package dev.trestle.verticle.fs.watch;

import dev.trestle.bus.Draft;
import dev.trestle.config.FsConfig;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.verticle.fs.watch.Inotify.Event;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what changes in one workspace, whoever changes it: started with the first subscriber, closed after the last.
 *
 * <p>From the moment {@link #ready} completes: whoever lists the workspace and then applies all that is told from there on
 * has what is there. A {@link Change.Kind#CREATED} of something that is known already replaces it. After an overflow the
 * folder must be listed again. A folder that is beyond a limit gets one overflow, and nothing is told of what is in it until
 * its own attributes change. What git ignores is not told; nor what was told before, when it becomes ignored.
 *
 * <p>One thread, {@code fs-watch-WORKSPACE}, does everything and calls the listener. What happens within
 * {@value #WINDOW_MS} ms is told together. A listener that takes long holds it up: nothing piles up here, the queue of the
 * kernel fills instead ({@code fs.inotify.max_queued_events}), and what does not go in becomes an overflow of the root.
 */
final class Watcher {

    /** Whoever wants to hear; called on the watcher's thread, one call at a time. */
    interface Listener {

        /** Something changed, in this order; at most a thousand at a time. */
        void changed(List<Change> changes);

        /** Nothing will be told any more, though nobody has closed the watcher; a {@link Failure} where the cause is known. */
        void ended(Throwable cause);
    }

    static final int MOST_AT_ONCE = 1000;
    /** Long enough for what belongs together, such as the steps of an editor that saves, and short enough to look instant. */
    private static final int WINDOW_MS = 30;
    /** The second half of a move follows the first one in the same system call of whoever moves. */
    private static final int OTHER_HALF_MS = 2;
    /** After a loss everything is looked through, so the storm gets some time to pass. */
    private static final int CALM_MS = 50;

    private static final int STORM_MS = 1000;
    /** A directory that is held open does not say that it was deleted. */
    private static final int LOOK_AFTER_ROOT_MS = 5000;

    private static final Logger LOGGER = LoggerFactory.getLogger(Watcher.class);

    private final Handle top;
    private final Inotify inotify;
    private final Listener listener;
    private final WatchedTree tree;
    private final Survey survey;
    private final Promise<Void> ready = Promise.promise();
    private final Promise<Void> closed = Promise.promise();
    private List<Change> changes = new ArrayList<>();
    private Burst burst = new Burst();
    private boolean lost;
    private volatile boolean stopped;

    private Watcher(Handle top, Inotify inotify, FsConfig.Watch limits, Listener listener) {
        this.top = top;
        this.inotify = inotify;
        this.listener = listener;
        tree = new WatchedTree(inotify, limits, this::tell);
        survey = new Survey(top, tree, this::tell, () -> stopped);
    }

    /**
     * Starts to watch {@code root}, which may be closed before this is.
     *
     * @throws Failure {@code UNAVAILABLE} when the system cannot watch more, with the name of the limit
     */
    static Watcher start(String workspace, Root root, FsConfig.Watch limits, Listener listener) throws IOException {
        var top = root.top().enter(".");
        try {
            var watcher = new Watcher(top, Inotify.open(), limits, listener);
            var thread = new Thread(watcher::run, "fs-watch-" + workspace);
            thread.setDaemon(true);
            thread.start();
            return watcher;
        } catch (RuntimeException refused) {
            top.close();
            throw refused;
        }
    }

    /** Completes when everything is watched; fails as {@link #start} does. Completed on the watcher's thread. */
    Future<Void> ready() {
        return ready.future();
    }

    /** Ends it; completes when the listener will not be called any more and nothing is held open. Any thread may call. */
    Future<Void> close() {
        stopped = true;
        inotify.wake();
        return closed.future();
    }

    private void run() {
        Throwable cause = null;
        try (top;
                inotify) {
            begin();
            while (!stopped) {
                watch();
            }
        } catch (IOException | RuntimeException | Error failed) {
            cause = failed;
        }
        try {
            end(cause);
        } finally {
            closed.complete();
        }
    }

    private void end(Throwable cause) {
        if (cause == null) {
            ready.tryFail(new Failure(ErrorCode.CANCELLED, "the watcher was closed"));
        } else if (!ready.tryFail(cause)) {
            LOGGER.atWarn().setCause(cause).log("a workspace is no longer watched");
            listener.ended(cause);
        }
    }

    private void begin() throws IOException {
        survey.all();
        if (!stopped && !tree.root().isWatched()) {
            throw new Failure(ErrorCode.FORBIDDEN, "the directory of the workspace may not be read");
        }
        deliver();
        ready.tryComplete();
    }

    private void watch() throws IOException {
        inotify.await(LOOK_AFTER_ROOT_MS);
        gather();
        if (lost) {
            outlast();
            lost = false;
            survey.all();
            tell(Change.overflow(tree.root()));
        } else {
            survey.of(burst);
        }
        burst = new Burst();
        deliver();
        if (!top.isLinked() || !tree.root().isWatched()) {
            throw new Failure(ErrorCode.NOT_FOUND, "the directory of the workspace is gone");
        }
    }

    /** Takes what belongs together. */
    private void gather() throws IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WINDOW_MS);
        boolean more = inotify.read(this::take);
        while (more && !stopped && !lost && !burst.isFull()) {
            while (!burst.isFull() && inotify.read(this::take)) {
                // There is more in the queue than one read takes.
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            more = left > 0;
            if (more) {
                inotify.await((int) left);
            }
        }
        if (burst.isHalved()) {
            inotify.await(OTHER_HALF_MS);
            inotify.read(this::take);
        }
    }

    private void outlast() throws IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STORM_MS);
        boolean more = true;
        while (more && !stopped && System.nanoTime() < end) {
            inotify.await(CALM_MS);
            more = inotify.read(this::take);
        }
    }

    private void take(Event event) {
        var directory = tree.at(event.watch());
        if (event.is(Inotify.LOST)) {
            lost = true;
        } else if (directory == null || Draft.isName(event.name())) {
            return;
        } else if (event.is(Inotify.IGNORED)) {
            tree.lost(directory);
            if (directory.parent() != null) {
                burst.add(directory.parent(), directory.name(), event);
            }
        } else if (!event.name().isEmpty()) {
            burst.add(directory, event.name(), event);
        }
    }

    private void tell(Change change) {
        changes.add(change);
        if (changes.size() == MOST_AT_ONCE) {
            deliver();
        }
    }

    private void deliver() {
        if (!changes.isEmpty()) {
            var all = changes;
            changes = new ArrayList<>();
            listener.changed(all);
        }
    }
}
