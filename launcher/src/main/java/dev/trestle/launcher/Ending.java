package dev.trestle.launcher;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a node ends: the first signal drains it, the second does not wait.
 *
 * <p>The JVM turns a signal into its shutdown and would report 143, drained or not, so the hook ends the process itself
 * with the code that says how it went.
 */
final class Ending {

    private static final Logger LOGGER = LoggerFactory.getLogger(Ending.class);

    /** Beyond the gateway's own time for calls in flight: what closing sockets and leaving a cluster may take. */
    private static final long LEAVE_MS = 10_000;

    private final Future<RunningNode> starting;
    private final long patienceMs;
    private final Thread hook = new Thread(this::end, "ending");

    private Ending(Future<RunningNode> starting, long drainMs) {
        this.starting = starting;
        this.patienceMs = drainMs + LEAVE_MS;
    }

    /** From now on a signal drains {@code starting}, as soon as it has started, and ends the process. */
    static Ending onSignal(Future<RunningNode> starting, long drainMs) {
        var ending = new Ending(starting, drainMs);
        Runtime.getRuntime().addShutdownHook(ending.hook);
        return ending;
    }

    /** There is nothing to drain: the process ends by itself and chooses its own code. */
    void callOff() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException signalled) {
            // A signal was faster, and the hook ends the process.
        }
    }

    private void end() {
        Signals.onNext(() -> {
            LOGGER.atWarn().log("ended by a second signal, without draining");
            Runtime.getRuntime().halt(ExitCode.BROKEN);
        });
        int code = ExitCode.BROKEN;
        try {
            code = drain();
        } finally {
            Logging.close();
            Runtime.getRuntime().halt(code);
        }
    }

    private int drain() {
        try {
            var running = get(starting);
            LOGGER.atInfo().addKeyValue("node", running.node().id()).log("draining");
            get(running.drain());
            running.node().traces().close();
            LOGGER.atInfo().log("drained");
            return ExitCode.DONE;
        } catch (ExecutionException | TimeoutException | InterruptedException cause) {
            LOGGER.atError().setCause(cause).log("ended without having drained");
            return ExitCode.BROKEN;
        }
    }

    private <T> T get(Future<T> future) throws ExecutionException, TimeoutException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get(patienceMs, TimeUnit.MILLISECONDS);
    }
}
