package dev.trestle.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what programs have started, all of it and nothing else. A program's life with it:
 *
 * <pre>{@code
 * Mark mark = reaper.mark();
 * Launch launch = mark.on(sandbox.prepare(workspace, wanted));
 * Process process = ...;          // start launch, on any thread, with exactly its variables
 * reaper.born(mark, process.pid());
 * ...
 * reaper.end(mark)                // when the program has ended as well: it may have left others behind
 *     .onComplete(ended -> ...);  // only now close its terminal
 * }</pre>
 *
 * <p>Any thread may call, an event loop too, where nothing else is said; the work is done on the thread
 * {@code reaper}. When this process is killed, {@link Guard} does the same in its place.
 */
public final class Reaper {

    private static final Logger LOGGER = LoggerFactory.getLogger(Reaper.class);
    private static final long LEAST_PAUSE_MS = 5;
    private static final long MOST_PAUSE_MS = 80;

    private final Mark.Series series = new Mark.Series();
    private final Guard guard = Guard.over(series);
    private final Census census = new Census(series, guard.limitsSeen());
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var reaper = new Thread(task, "reaper");
        reaper.setDaemon(true);
        return reaper;
    });
    private final Duration grace;

    private final Map<Mark, ProcessHandle> firsts = new ConcurrentHashMap<>();

    /** Touched by the thread alone, as what follows. */
    private final Map<Mark, Ending> endings = new HashMap<>();

    private long pauseMs;
    private boolean willLook;

    /**
     * Blocks until the guard stands, for some milliseconds.
     *
     * @param grace how long a process may take to end by itself
     * @throws UncheckedIOException where the guard cannot be started
     */
    public Reaper(Duration grace) {
        this.grace = grace;
    }

    /** A mark for one more program. */
    public Mark mark() {
        return series.next();
    }

    /** Tells which process was started with the mark: until its first instruction it does not wear it. */
    public void born(Mark mark, long pid) {
        ProcessHandle.of(pid).ifPresent(process -> firsts.put(mark, process));
    }

    /**
     * Ends every process with this mark: by a hang-up, and by SIGKILL where that was not enough within the grace. Other
     * programs are not kept waiting. Succeeds on the thread {@code reaper} when none is left, and fails when some
     * cannot be ended, such as another user's. A mark without processes, or one that is being ended, does no harm.
     */
    public Future<Void> end(Mark mark) {
        return onThread(() -> begin(mark));
    }

    /** Ends every process of every program, as {@link #end} does, and then this and the guard. For when nobody starts any more. */
    public Future<Void> close() {
        return onThread(() -> {
                    Set.copyOf(firsts.keySet()).forEach(this::begin);
                    census.take().keySet().forEach(this::begin);
                    return Future.join(
                                    endings.values().stream().map(Ending::ended).toList())
                            .mapEmpty();
                })
                .eventually(() -> {
                    thread.shutdown();
                    guard.close();
                    return Future.succeededFuture();
                });
    }

    /** The number of the guard's process. */
    public long guard() {
        return guard.pid();
    }

    private Future<Void> onThread(Supplier<Future<Void>> task) {
        // Of no context, so that it is completed without an event loop.
        Promise<Void> done = Promise.promise();
        try {
            thread.execute(() -> {
                try {
                    task.get().onComplete(done);
                } catch (UncheckedIOException cause) {
                    done.fail(cause);
                }
                pauseMs = LEAST_PAUSE_MS;
                look();
            });
        } catch (RejectedExecutionException closed) {
            done.complete();
        }
        return done.future();
    }

    private Future<Void> begin(Mark mark) {
        return endings.computeIfAbsent(mark, none -> new Ending(grace, firsts.remove(mark)))
                .ended();
    }

    /** One look at all processes serves all programs that are being ended. */
    private void look() {
        try {
            var alive = census.take();
            endings.entrySet()
                    .removeIf(ending -> ending.getValue().press(alive.getOrDefault(ending.getKey(), List.of())));
        } catch (UncheckedIOException cause) {
            LOGGER.atWarn().setCause(cause).log("could not look for the processes of programs; trying again");
        }
        if (!endings.isEmpty() && !willLook) {
            willLook = true;
            thread.schedule(this::lookAgain, pauseMs, TimeUnit.MILLISECONDS);
            pauseMs = Math.min(2 * pauseMs, MOST_PAUSE_MS);
        }
    }

    private void lookAgain() {
        willLook = false;
        look();
    }
}
