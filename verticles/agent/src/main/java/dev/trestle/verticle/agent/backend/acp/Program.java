package dev.trestle.verticle.agent.backend.acp;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** An agent's process, and the last line that it has written to its standard error. */
final class Program {

    private static final long STACK_BYTES = 262_144;
    private static final int REMARK = 300;

    /** How long a process may take to be seen as ended, in milliseconds. */
    private static final long GRACE = 500;

    private final Process process;
    private final Supplier<Future<Void>> end;
    private volatile String lastRemark = "";

    /** {@code process}, with all that it has started ended by {@code end}. */
    Program(Process process, Supplier<Future<Void>> end) {
        this.process = process;
        this.end = end;
        thread("stderr", this::listen);
    }

    Process process() {
        return process;
    }

    /** Runs {@code task} beside everything else. */
    void thread(String name, Runnable task) {
        var thread = new Thread(null, task, "agent-" + process.pid() + "-" + name, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes what it writes to its standard error, and keeps the last line, for whoever asks why it ended. */
    private void listen() {
        var line = new byte[REMARK];
        int length = 0;
        try (InputStream errors = process.getErrorStream()) {
            for (int next = errors.read(); next >= 0; next = errors.read()) {
                if (next == '\n') {
                    remark(line, length);
                    length = 0;
                } else if (length < REMARK) {
                    line[length++] = (byte) next;
                }
            }
        } catch (IOException gone) {
            // It has ended, or is about to.
        }
        remark(line, length);
    }

    private void remark(byte[] line, int length) {
        var text = new String(line, 0, length, StandardCharsets.UTF_8).strip();
        lastRemark = text.isEmpty() ? lastRemark : text;
    }

    /** Why there is nothing more to read of it. Blocks, for half a second at most. */
    Failure ended() {
        boolean over = within(GRACE);
        var how = over ? "ended with code " + process.exitValue() : "has closed its standard output";
        var remark = lastRemark.isEmpty() ? "" : ": " + lastRemark;
        return new Failure(ErrorCode.UNAVAILABLE, "the agent " + how + remark);
    }

    private boolean within(long milliseconds) {
        try {
            return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends it and all it has started, by force where they take long. Completes on no context of its own. */
    Future<Void> end() {
        return end.get();
    }
}
