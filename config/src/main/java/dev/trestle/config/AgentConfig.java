package dev.trestle.config;

import java.util.List;

/**
 * The agent role.
 *
 * @param standard the agent that a session is started with when none is named
 * @param permissions what is said when an agent wants to use a tool, the first rule that fits; see {@link PermissionRule}
 * @param limits what sessions may cost
 */
public record AgentConfig(String standard, List<String> permissions, Limits limits) {

    /**
     * What sessions may cost. Times are in milliseconds, sizes in bytes.
     *
     * @param perWorkspace how many sessions a workspace has on this node; beyond, BUSY
     * @param perPrincipal how many sessions one principal has started on this node; beyond, BUSY
     * @param turnsPerMinute how many prompts a session takes in a minute; beyond, RATE_LIMITED
     * @param queued how many prompts wait for the turn that runs; beyond, BUSY
     * @param turnMs how long a turn takes until it fails
     * @param turnBytes how much an agent says in one turn until that fails
     * @param transcriptBytes how much of a session is kept for {@code agent.transcript}
     * @param outputBytesPerSecond how fast text goes out to the topic
     * @param gatherMs how long pieces of text are gathered until they go out together
     * @param permissionMs how long an agent waits for an answer until it is no
     * @param idleMs how long a session lives that nobody prompts
     * @param endedMs how long a session that has ended can be resumed
     * @param messageBytes the largest message of an agent that is a program, or of a model
     * @param silenceMs how long a model may say nothing until its request fails
     * @param retries how often a request is sent again that a model could not take
     * @param steps how often a model is asked in one turn
     */
    public record Limits(
            int perWorkspace,
            int perPrincipal,
            int turnsPerMinute,
            int queued,
            long turnMs,
            int turnBytes,
            int transcriptBytes,
            int outputBytesPerSecond,
            int gatherMs,
            long permissionMs,
            long idleMs,
            long endedMs,
            int messageBytes,
            long silenceMs,
            int retries,
            int steps) {
        public Limits {
            Require.between("agent.limits.perWorkspace", perWorkspace, 1, 65_536);
            Require.between("agent.limits.perPrincipal", perPrincipal, 1, 65_536);
            Require.between("agent.limits.turnsPerMinute", turnsPerMinute, 1, 60_000);
            Require.between("agent.limits.queued", queued, 0, 1024);
            Require.between("agent.limits.turnMs", turnMs, 10, 86_400_000);
            Require.between("agent.limits.turnBytes", turnBytes, 1024, 1_073_741_824);
            Require.between("agent.limits.transcriptBytes", transcriptBytes, 1024, 1_073_741_824);
            Require.between("agent.limits.outputBytesPerSecond", outputBytesPerSecond, 1024, 1_073_741_824);
            Require.between("agent.limits.gatherMs", gatherMs, 0, 10_000);
            Require.between("agent.limits.permissionMs", permissionMs, 10, 604_800_000);
            Require.between("agent.limits.idleMs", idleMs, 10, 2_592_000_000L);
            Require.between("agent.limits.endedMs", endedMs, 10, 2_592_000_000L);
            Require.between("agent.limits.messageBytes", messageBytes, 1024, 268_435_456);
            Require.between("agent.limits.silenceMs", silenceMs, 10, 3_600_000);
            Require.between("agent.limits.retries", retries, 0, 100);
            Require.between("agent.limits.steps", steps, 1, 10_000);
        }
    }

    public AgentConfig {
        Require.present("agent.standard", standard);
        Require.present("agent.permissions", permissions);
        for (int i = 0; i < permissions.size(); i++) {
            Require.that(
                    PermissionRule.isOne(permissions.get(i)),
                    "agent.permissions[" + i + "]",
                    "must be allow, ask or deny, a tool or *, and perhaps a glob, such as \"deny write .git/**\"");
        }
        permissions = List.copyOf(permissions);
        Require.present("agent.limits", limits);
    }

    /** {@link #permissions}, in their order. */
    public List<PermissionRule> rules() {
        return permissions.stream().map(PermissionRule::of).toList();
    }
}
