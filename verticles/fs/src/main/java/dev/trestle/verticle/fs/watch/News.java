package dev.trestle.verticle.fs.watch;

import dev.trestle.bus.Failures;
import dev.trestle.bus.Feed;
import dev.trestle.bus.Node;
import dev.trestle.bus.Outlet;
import dev.trestle.config.FsConfig;
import dev.trestle.verticle.fs.deed.Deeds;
import dev.trestle.verticle.fs.disk.Disk;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Watch;
import dev.trestle.wire.Watch.Overflow;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What is published about the files of one workspace: what its {@link Watcher} tells, in order, with who did it where that is
 * known.
 *
 * <p>It begins with an overflow of the root, before anybody hears that it has begun: who has just subscribed does not get
 * it, and who comes back after nobody has watched for a while does. Where events could not be published, or where nothing is
 * watched for a while, an overflow says so as soon as it can.
 *
 * <p>Any thread may call; the watcher's waits here for room.
 */
final class News implements Feed.Running, Outlet.Listener, Watcher.Listener {

    private static final String ROOT = "";

    /** When to try again what did not work, in milliseconds. */
    private static final long AGAIN = 1_000;

    /** How long the changes that are told together wait for calls that are not over yet, in nanoseconds. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(100);

    private final Node node;
    private final Disk disk;
    private final FsConfig.Watch limits;
    private final String workspace;
    private final Context context;
    private final Outlet outlet;
    private final Deeds deeds;
    private Watcher watcher;
    private String reason;
    private boolean lost;
    private volatile boolean closed;

    News(Node node, Disk disk, FsConfig.Watch limits, String workspace) {
        this.node = node;
        this.disk = disk;
        this.limits = limits;
        this.workspace = workspace;
        context = node.vertx().getOrCreateContext();
        outlet = new Outlet(node, node.publisher("fs"), "workspace/" + workspace + "/files", this);
        deeds = disk.deeds(workspace);
        deeds.watch(true);
    }

    /** Completes once whatever happens is told, or once it is told that it is not. */
    Future<Void> begin() {
        return watch().compose(told -> outlet.settled());
    }

    /** Completes once the watcher is at work, or has failed, and {@link #outlet} has the overflow that says so. */
    private Future<Void> watch() {
        return disk.step(workspace, () -> Watcher.start(workspace, disk.root(workspace), limits, this))
                .compose(started -> keep(started).ready())
                .transform(this::settle);
    }

    private Future<Void> settle(AsyncResult<Void> ready) {
        if (ready.succeeded()) {
            overflow(null);
        } else {
            again(ready.cause());
        }
        return Future.succeededFuture();
    }

    private synchronized Watcher keep(Watcher started) {
        watcher = started;
        if (closed) {
            started.close();
        }
        return started;
    }

    /** Nothing is watched, and why is told once. */
    private void again(Throwable cause) {
        var sentence = Failures.from(cause).getMessage();
        if (!sentence.equals(reason)) {
            overflow(sentence);
        }
        later(this::watch);
    }

    private void later(Runnable task) {
        context.runOnContext(now -> node.vertx().setTimer(AGAIN, then -> {
            if (!closed) {
                task.run();
            }
        }));
    }

    private synchronized void overflow(String why) {
        if (!closed) {
            reason = why;
            lost = false;
            outlet.add(Watch.OVERFLOW, new Overflow(ROOT, why));
        }
    }

    @Override
    public void ended(Throwable cause) {
        again(cause);
    }

    @Override
    public void changed(List<Change> changes) {
        long end = System.nanoTime() + PATIENCE;
        try {
            for (var change : changes) {
                if (!tell(change, end - System.nanoTime())) {
                    return;
                }
            }
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    private boolean tell(Change change, long patience) throws InterruptedException {
        var name = change.kind().name().toLowerCase(Locale.ROOT);
        var data = change.kind() == Change.Kind.OVERFLOW
                ? new Overflow(change.path(), null)
                : new Watch.Change(change.path(), change.to(), change.type(), change.etag(), origin(change, patience));
        synchronized (this) {
            while (outlet.isFull() && !lost && !closed) {
                wait();
            }
            if (!lost && !closed) {
                outlet.add(name, data);
            }
            return !lost && !closed;
        }
    }

    private Watch.Origin origin(Change change, long patience) throws InterruptedException {
        var type = change.kind() == Change.Kind.DELETED ? null : change.type();
        return deeds.of(change.to() == null ? change.path() : change.to(), type, change.etag(), patience);
    }

    @Override
    public void sent() {
        synchronized (this) {
            notifyAll();
        }
    }

    /** What comes from here on is not told: the overflow that will be told is about that too. */
    @Override
    public void failed(Failure cause) {
        synchronized (this) {
            lost = true;
            notifyAll();
        }
        later(this::overflowOfLost);
    }

    /** Once for all that was lost until now, however often that was. */
    private synchronized void overflowOfLost() {
        if (lost) {
            overflow(reason);
        }
    }

    @Override
    public Future<Void> stop() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        deeds.watch(false);
        return watcher == null ? Future.succeededFuture() : watcher.close();
    }
}
