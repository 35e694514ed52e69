package dev.trestle.config;

import java.util.List;

/**
 * The pty role.
 *
 * @param shell what a terminal starts that names no program, an absolute path; {@code null} for that of the environment
 * @param maxPerWorkspace how many terminals a workspace may have on this node; beyond, BUSY
 * @param maxPerPrincipal how many terminals one principal may have opened on this node; beyond, BUSY
 * @param threads how many threads serve all terminals of this node
 * @param scrollbackBytes how much of a terminal's output is kept for those who attach later, in bytes
 * @param inputBytes how much may wait for a program that does not read what is typed, in bytes; beyond, BUSY
 * @param inputBytesPerSecond how fast may be typed into a terminal in the long run; beyond, RATE_LIMITED
 * @param resize whose size a terminal takes that several look at
 * @param patienceMs how long a connection may hold back output that others have taken until it is detached, in milliseconds
 * @param detachedTtlMs how long a terminal that nobody looks at goes on, in milliseconds
 * @param exitedTtlMs how long a terminal whose program has ended can be attached, in milliseconds
 * @param sandbox what keeps a terminal's programs apart from this machine
 * @param network whether programs in a sandbox reach the network
 * @param readable what a sandbox shows read-only beside the system itself; absolute paths
 * @param envBytes how much a client may add to the variables of a terminal, in bytes
 * @param runTimeoutMs how long a program of pty.run may take at most, in milliseconds
 * @param runOutputBytes how much a program of pty.run may say, on each of its two outputs, in bytes
 * @param killGraceMs how long programs may take to end by themselves when their terminal ends, in milliseconds
 */
public record PtyConfig(
        String shell,
        int maxPerWorkspace,
        int maxPerPrincipal,
        int threads,
        int scrollbackBytes,
        int inputBytes,
        int inputBytesPerSecond,
        ResizePolicy resize,
        long patienceMs,
        long detachedTtlMs,
        long exitedTtlMs,
        Sandbox sandbox,
        boolean network,
        List<String> readable,
        int envBytes,
        long runTimeoutMs,
        int runOutputBytes,
        int killGraceMs,
        Limits limits) {
    /** Which size a terminal has that several look at. */
    public enum ResizePolicy {
        LATEST,
        SMALLEST
    }

    /** What keeps a terminal's programs apart from this machine. */
    public enum Sandbox {
        NONE,
        BUBBLEWRAP
    }

    /**
     * What the programs of one terminal may use up; kept in a sandbox alone.
     *
     * @param processes how many processes and threads there are at once
     * @param memoryBytes the private memory of each process, in bytes
     * @param temporaryBytes what the home directory, /tmp and /dev/shm may hold each, in bytes
     * @param openFiles how many files each process has open
     */
    public record Limits(int processes, long memoryBytes, long temporaryBytes, int openFiles) {
        public Limits {
            Require.between("pty.limits.processes", processes, 16, 4_194_304);
            Require.between("pty.limits.memoryBytes", memoryBytes, 16_777_216, 1_099_511_627_776L);
            Require.between("pty.limits.temporaryBytes", temporaryBytes, 1_048_576, 1_099_511_627_776L);
            Require.between("pty.limits.openFiles", openFiles, 64, 1_048_576);
        }
    }

    public PtyConfig {
        boolean isPath = shell == null || shell.matches("/[^\\x00]*");
        Require.that(isPath, "pty.shell", "must be an absolute path, not \"" + shell + "\"");
        Require.between("pty.maxPerWorkspace", maxPerWorkspace, 1, 65_536);
        Require.between("pty.maxPerPrincipal", maxPerPrincipal, 1, 65_536);
        Require.between("pty.threads", threads, 1, 1024);
        Require.between("pty.scrollbackBytes", scrollbackBytes, 4096, 268_435_456);
        Require.between("pty.inputBytes", inputBytes, 1024, 268_435_456);
        Require.between("pty.inputBytesPerSecond", inputBytesPerSecond, 1024, 1_073_741_824);
        Require.present("pty.resize", resize);
        Require.between("pty.patienceMs", patienceMs, 10, 600_000);
        Require.between("pty.detachedTtlMs", detachedTtlMs, 10, 2_592_000_000L);
        Require.between("pty.exitedTtlMs", exitedTtlMs, 10, 2_592_000_000L);
        Require.present("pty.sandbox", sandbox);
        Require.present("pty.readable", readable);
        for (int i = 0; i < readable.size(); i++) {
            String path = String.valueOf(readable.get(i));
            boolean accepted = path.matches("/[^\\x00]*[^/\\x00]");
            Require.that(accepted, "pty.readable[" + i + "]", "must be an absolute path, not \"" + path + "\"");
        }
        readable = List.copyOf(readable);
        Require.between("pty.envBytes", envBytes, 0, 131_072);
        Require.between("pty.runTimeoutMs", runTimeoutMs, 10, 86_400_000);
        Require.between("pty.runOutputBytes", runOutputBytes, 1024, 16_777_216);
        Require.between("pty.killGraceMs", killGraceMs, 0, 60_000);
        Require.present("pty.limits", limits);
    }
}
