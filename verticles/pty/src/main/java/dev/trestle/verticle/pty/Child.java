package dev.trestle.verticle.pty;

import dev.trestle.sandbox.Mark;
import dev.trestle.wire.Pty;
import java.util.Map;

/**
 * The process that a terminal was started with. Belongs to the terminal's turn.
 *
 * @param pid its number
 * @param mark what it and its descendants are known by
 * @param watch a descriptor that can be polled for its end
 */
record Child(int pid, Mark mark, int watch) {

    /** Where the status of {@code waitpid} has what. */
    private static final int SIGNAL_MASK = 0x7f;

    private static final int CODE_SHIFT = 8;
    private static final int CODE_MASK = 0xff;
    private static final int SIGNALLED = 128;

    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "HUP"),
            Map.entry(2, "INT"),
            Map.entry(3, "QUIT"),
            Map.entry(4, "ILL"),
            Map.entry(6, "ABRT"),
            Map.entry(7, "BUS"),
            Map.entry(8, "FPE"),
            Map.entry(9, "KILL"),
            Map.entry(10, "USR1"),
            Map.entry(11, "SEGV"),
            Map.entry(12, "USR2"),
            Map.entry(13, "PIPE"),
            Map.entry(14, "ALRM"),
            Map.entry(15, "TERM"),
            Map.entry(24, "XCPU"),
            Map.entry(25, "XFSZ"));

    /** How it has ended, {@code null} while it runs; once it has ended its number may be another's. */
    Pty.Exit ended() {
        var status = new int[1];
        int waited = Libc.waitpid(pid, status, Libc.WNOHANG);
        if (waited == 0) {
            return null;
        }
        Libc.close(watch);
        int signal = waited < 0 ? 0 : status[0] & SIGNAL_MASK;
        return signal == 0
                ? new Pty.Exit(waited < 0 ? 0 : status[0] >> CODE_SHIFT & CODE_MASK, null)
                : new Pty.Exit(SIGNALLED + signal, SIGNALS.getOrDefault(signal, String.valueOf(signal)));
    }
}
