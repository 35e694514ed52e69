package dev.trestle.wire;

import java.util.List;
import java.util.Map;

/** What the pty verticle offers for programs that need no terminal, beside {@link Pty}. */
public final class PtyRun {

    public static final Operation<Run, Ran> RUN = new Operation<>(
            "pty.run",
            Run.class,
            Ran.class,
            "Runs a program without a terminal, and tells what it said and how it ended.");

    /** {@code pty.run}. */
    public record Run(
            @Describe("The program and its arguments.") List<String> command,

            @Describe("The directory it starts in; the root of the workspace when absent.") @Nullable
            String cwd,

            @Describe("Variables for it, as in pty.open.") @Nullable
            Map<String, String> env,

            @Describe("How long it may take, at most pty.runTimeoutMs; then it is ended.")
            @Default("30000")
            @Range(min = 1)
            long timeoutMs) {}

    /** The answer to {@code pty.run}. */
    @Describe("What a program said, and how it ended; nothing of it runs any more.")
    public record Ran(
            @Describe("Its standard output; a byte that is no UTF-8 comes as U+FFFD.")
            String stdout,

            @Describe("Its standard error, likewise.") String stderr,

            @Describe(
                    "Whether it was ended for saying more than pty.runOutputBytes on one of these, and this is the beginning.")
            boolean truncated,

            @Describe("Whether it was ended because its time was over.")
            boolean timedOut,

            @Describe("Its exit code; 128 and the signal's number when a signal ended it, as shells have it.")
            int code) {}

    private PtyRun() {}
}
