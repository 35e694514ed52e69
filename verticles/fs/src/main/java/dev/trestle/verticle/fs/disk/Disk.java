package dev.trestle.verticle.fs.disk;

import dev.trestle.bus.Call;
import dev.trestle.bus.Claim;
import dev.trestle.bus.KeyedQueue;
import dev.trestle.config.FsConfig;
import dev.trestle.verticle.fs.deed.Deeds;
import dev.trestle.verticle.fs.draft.Litter;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Refusals;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workspaces of this node and the threads that touch them. The work of a call waits for its turn in one queue, runs on a
 * thread named {@code fs-N}, and that thread completes the future. Pieces of longer work run on as many threads of their
 * own, {@code fs-transfer-N}: transfers that wait for a slow disk hold up no other call.
 *
 * <p>Where the calls fail: {@code NOT_FOUND} for a workspace that is not here, {@code BUSY} for a full queue,
 * {@code CANCELLED} for a call that was cancelled before its turn, {@code UNAVAILABLE} after {@link #close}, and where it
 * would change something for good when this node's work is others' by now: what it finds is behind the fence of its call.
 */
public final class Disk {

    /** Work on the files of one workspace. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Root root) throws IOException;
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(Disk.class);

    private final Map<String, Root> roots;
    private final Map<String, Deeds> deeds;
    private final KeyedQueue queue;
    private final ExecutorService calls;
    private final ExecutorService transfers;
    private final Promise<Void> ended = Promise.promise();

    /**
     * The directory of each workspace by its id.
     *
     * @throws java.io.UncheckedIOException when a directory does not exist
     */
    public Disk(FsConfig config, Map<String, Path> workspaces) {
        roots = workspaces.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Root.open(entry.getValue())));
        deeds = roots.keySet().stream().collect(Collectors.toUnmodifiableMap(Function.identity(), any -> new Deeds()));
        queue = new KeyedQueue(config.maxQueued());
        var inUse = new AtomicInteger(2);
        Runnable unused = () -> {
            // Only now, when nobody uses them: the number of a closed file may be another's at once.
            if (inUse.decrementAndGet() == 0) {
                roots.values().forEach(Root::close);
                ended.complete();
            }
        };
        calls = new Threads("fs-", config.threads(), unused);
        transfers = new Threads("fs-transfer-", config.threads(), unused);
    }

    /** Starts to delete what crashes left, on a thread of its own that ends with the work or with {@link #close}. */
    public void tidy() throws IOException {
        for (var root : roots.values()) {
            var top = root.top().enter(".");
            var thread = new Thread(() -> tidy(top), "fs-sweep");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void tidy(Handle top) {
        try (top) {
            Litter.sweep(top, calls::isShutdown);
        }
    }

    /** Looks at {@code name} and what is below it. */
    public <T> Future<T> look(Call call, Name name, Work<T> work) {
        return run(call, List.of(name.toLook(call)), name.given(), work);
    }

    /** Changes {@code name} and what is below it. */
    public <T> Future<T> change(Call call, Name name, Work<T> work) {
        return run(call, List.of(name.toChange(call)), name.given(), work);
    }

    /** Does {@code work} about {@code subject}, as a message calls it, once all {@code claims} are granted. */
    public <T> Future<T> run(Call call, List<Claim> claims, String subject, Work<T> work) {
        Root root;
        try {
            root = root(call);
        } catch (Failure unknown) {
            return Future.failedFuture(unknown);
        }
        boolean changes = claims.stream().anyMatch(Claim::exclusive);
        var job = changes ? noted(call, work) : work;
        return queue.run(call, claims, () -> submit(calls, promise -> complete(promise, root, subject, changes, job)));
    }

    private <T> Work<T> noted(Call call, Work<T> work) {
        var doing = deeds(call.workspace()).by(call);
        return root -> {
            try {
                return work.in(root.changing(doing::at, call::requireTerm));
            } finally {
                doing.end(root);
            }
        };
    }

    /**
     * Does a piece of a longer work about {@code subject}, such as the next bytes of a file that is open. It is in nobody's
     * way and waits for no turn; since each piece queues again, many long works share their threads fairly.
     */
    public <T> Future<T> step(String subject, Callable<T> piece) {
        return submit(transfers, promise -> {
            T result;
            try {
                result = piece.call();
            } catch (Throwable cause) {
                promise.fail(Refusals.from(cause, subject));
                return;
            }
            promise.complete(result);
        });
    }

    /** The workspace that {@code call} is about. */
    public Root root(Call call) {
        return root(call.workspace());
    }

    /** The workspace with this id, which may be {@code null}. */
    public Root root(String workspace) {
        var root = workspace == null ? null : roots.get(workspace);
        if (root == null) {
            throw new Failure(ErrorCode.NOT_FOUND, "no such workspace: " + workspace);
        }
        return root;
    }

    /** What calls do to a workspace that is here. */
    public Deeds deeds(String workspace) {
        return deeds.get(workspace);
    }

    /** Closes {@code open} on one of the threads for longer work, or here when they take no more work; nobody waits for it. */
    public void release(AutoCloseable open) {
        Runnable closing = () -> {
            try {
                open.close();
            } catch (Exception cause) {
                LOGGER.atDebug().setCause(cause).log("a file could not be closed");
            }
        };
        try {
            transfers.execute(closing);
        } catch (RejectedExecutionException stopping) {
            closing.run();
        }
    }

    private static <T> Future<T> submit(Executor threads, Consumer<Promise<T>> work) {
        var promise = Promise.<T>promise();
        try {
            threads.execute(() -> work.accept(promise));
        } catch (RejectedExecutionException closed) {
            promise.fail(new Failure(ErrorCode.UNAVAILABLE, "the worker is stopping"));
        }
        return promise.future();
    }

    private static <T> void complete(Promise<T> promise, Root root, String subject, boolean changes, Work<T> work) {
        T result;
        try {
            result = work.in(root);
        } catch (Throwable cause) {
            // An Error too: a promise that is never completed would close this path to all later calls.
            var refusal = Refusals.from(cause, subject);
            promise.fail(changes ? root.blame(refusal) : refusal);
            return;
        }
        promise.complete(result);
    }

    /** Takes no more work; what waits is still done, and then this completes. */
    public Future<Void> close() {
        calls.shutdown();
        transfers.shutdown();
        return ended.future();
    }
}
