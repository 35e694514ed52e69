package dev.trestle.verticle.fs.watch;

import dev.trestle.config.FsConfig;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Fs.EntryType;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that the watcher knows of a workspace, and the watches on its directories. Both are bounded: a directory that would
 * go beyond is given up, with an overflow, and nothing in it is known any more; for the root that
 * is the end, a {@link Failure}. The watcher's thread alone uses it.
 */
final class WatchedTree {

    private static final Logger LOGGER = LoggerFactory.getLogger(WatchedTree.class);

    /** Below that, paths get too long to be of use, and every look takes its time. */
    private static final int DEEPEST = 200;

    private final Inotify inotify;
    private final FsConfig.Watch limits;
    private final Consumer<Change> sink;
    private final Known root = Known.root();
    private final Map<Integer, Known> watched = new HashMap<>();
    private final Set<String> reached = new HashSet<>();
    private int names;

    /** A tree that knows the root alone. */
    WatchedTree(Inotify inotify, FsConfig.Watch limits, Consumer<Change> sink) {
        this.inotify = inotify;
        this.limits = limits;
        this.sink = sink;
    }

    Known root() {
        return root;
    }

    /** The directory that is watched under that number, or {@code null}. */
    Known at(int watch) {
        return watched.get(watch);
    }

    /** Whether it still belongs to this. */
    boolean holds(Known known) {
        return known.isIn(root);
    }

    /** Adds what is new in {@code parent}; yields {@code null} when there are too many names, and gives the parent up. */
    Known add(Known parent, String name, EntryType type, long inode) {
        if (names >= limits.maxNames()) {
            giveUp(parent, "fs.watch.maxNames");
            return null;
        }
        names++;
        return parent.add(name, type, inode);
    }

    /** Removes what is gone, with all that was in it. */
    void remove(Known gone) {
        gone.detach();
        release(gone);
    }

    /** Puts {@code known} to another place in the tree instead of what is there. */
    void move(Known known, Known directory, String name) {
        // First, for what it replaces may be what it was in.
        known.detach();
        var replaced = directory.child(name);
        if (replaced != null) {
            remove(replaced);
        }
        known.attach(directory, name);
    }

    /** Watches {@code directory}, which {@code handle} holds; whether it does, and can therefore be listed. */
    boolean watch(Known directory, Handle handle) {
        if (directory.parts().size() > DEEPEST) {
            giveUp(directory, DEEPEST + " levels");
            return false;
        } else if (!directory.isWatched() && watched.size() >= limits.maxWatches()) {
            giveUp(directory, "fs.watch.maxWatches");
            return false;
        }
        int watch = inotify.watch(handle);
        if (watch == Inotify.EXHAUSTED) {
            giveUp(directory, "fs.inotify.max_user_watches");
        } else if (watch == Inotify.CLOSED) {
            clear(directory);
        } else if (watch != directory.watch()) {
            unwatch(directory);
            directory.watch(watch);
            var former = watched.put(watch, directory);
            if (former != null) {
                // It was moved here, and the news of that are still to come.
                former.watch(Known.UNWATCHED);
            }
        }
        return watch >= 0;
    }

    /** The kernel watches {@code directory} no more. */
    void lost(Known directory) {
        watched.remove(directory.watch());
        directory.watch(Known.UNWATCHED);
    }

    private void giveUp(Known directory, String limit) {
        if (directory == root) {
            throw new Failure(ErrorCode.UNAVAILABLE, "the workspace cannot be watched: " + limit + " is reached");
        }
        clear(directory);
        // Once each: there may be a hundred thousand such folders.
        if (reached.add(limit)) {
            LOGGER.atWarn()
                    .addKeyValue("folder", directory.shown())
                    .addKeyValue("limit", limit)
                    .log("folders are not watched, because a limit is reached; this is the first one");
        }
        sink.accept(Change.overflow(directory));
    }

    private void clear(Known directory) {
        for (var child : directory.children()) {
            release(child);
        }
        directory.children().clear();
        unwatch(directory);
    }

    /** Lets go what is known of {@code gone} and below. */
    private void release(Known gone) {
        var left = new ArrayDeque<Known>();
        left.push(gone);
        while (!left.isEmpty()) {
            var known = left.pop();
            unwatch(known);
            names--;
            known.children().forEach(left::push);
        }
    }

    private void unwatch(Known directory) {
        if (directory.isWatched()) {
            inotify.forget(directory.watch());
            lost(directory);
        }
    }
}
