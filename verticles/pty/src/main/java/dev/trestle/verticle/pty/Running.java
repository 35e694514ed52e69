package dev.trestle.verticle.pty;

import dev.trestle.wire.PtyRun;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A program that runs without a terminal, with all that it has started. Any thread may call. */
final class Running {

    private final Process process;
    private final Supplier<Future<Void>> sweep;
    private final int most;
    private volatile boolean truncated;
    private volatile boolean late;

    /**
     * @param sweep ends all that the program has started
     * @param most how much it may say on each of its outputs, in bytes
     */
    Running(Process process, Supplier<Future<Void>> sweep, int most) {
        this.process = process;
        this.sweep = sweep;
        this.most = most;
    }

    /** What it said and how it ended, when nothing of it runs any more. To be called once. */
    CompletionStage<PtyRun.Ran> outcome() {
        var stdout = CompletableFuture.supplyAsync(() -> read(process.getInputStream()), Running::onThread);
        var stderr = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), Running::onThread);
        // What it has left behind holds the pipes: their end comes after that.
        return process.onExit()
                .thenCompose(exited -> sweep.get().toCompletionStage())
                .thenCompose(swept -> stdout)
                .thenCombine(
                        stderr,
                        (said, complained) -> new PtyRun.Ran(said, complained, truncated, late, process.exitValue()));
    }

    /** One that blocks for as long as the program runs; there are no more of them than there may be terminals, twice. */
    private static void onThread(Runnable reading) {
        var thread = new Thread(reading, "pty-pipe");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends it, since nobody waits for it any more. */
    void end() {
        sweep.get();
    }

    /** Ends it, since its time is over. */
    void expire() {
        late = true;
        sweep.get();
    }

    private String read(InputStream output) {
        try {
            var said = output.readNBytes(most);
            if (output.read() >= 0) {
                truncated = true;
                sweep.get();
            }
            return new String(said, StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
