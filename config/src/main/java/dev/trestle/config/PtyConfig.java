package dev.trestle.config;

import java.util.List;

/**
 * The terminals.
 *
 * @param sandbox what keeps a terminal's programs apart from this machine
 * @param network whether programs in a sandbox reach the network
 * @param readable what a sandbox shows read-only beside the system itself; absolute paths
 * @param envBytes how much a client may add to the variables of a terminal, in bytes
 * @param killGraceMs how long programs may take to end by themselves when their terminal ends, in milliseconds
 */
public record PtyConfig(
        Sandbox sandbox, boolean network, List<String> readable, int envBytes, int killGraceMs, Limits limits) {
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
        Require.present("pty.sandbox", sandbox);
        Require.present("pty.readable", readable);
        for (int i = 0; i < readable.size(); i++) {
            String path = String.valueOf(readable.get(i));
            boolean accepted = path.matches("/[^\\x00]*[^/\\x00]");
            Require.that(accepted, "pty.readable[" + i + "]", "must be an absolute path, not \"" + path + "\"");
        }
        readable = List.copyOf(readable);
        Require.between("pty.envBytes", envBytes, 0, 131_072);
        Require.between("pty.killGraceMs", killGraceMs, 0, 60_000);
        Require.present("pty.limits", limits);
    }
}
