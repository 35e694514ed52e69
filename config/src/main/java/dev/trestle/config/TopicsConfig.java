package dev.trestle.config;

/**
 * Topics, their history and their subscribers. Times are in milliseconds, sizes in bytes.
 *
 * @param perNode how many topics with a history or subscribers one node holds
 * @param perConnection how many topics one connection subscribes to
 * @param eventBytes the largest {@code data} of one event
 * @param historyLength how many events of a topic are kept
 * @param searchLength the same of a topic of search results
 * @param historyMs how long an event is kept
 * @param transcriptMs the same of the transcript of an agent's session
 * @param historyBytes how many bytes of events a node keeps in memory, over all topics
 * @param queueBytes bytes waiting for one client above which its events stay in the log until it has read
 * @param announcedMembers the most members of a topic whose joining and leaving is told to the others
 * @param idempotencyKeys how many keys of publishers a node remembers
 * @param lingerMs how long what feeds a topic goes on at most when its last subscriber has left
 */
public record TopicsConfig(
        int perNode,
        int perConnection,
        int eventBytes,
        int historyLength,
        int searchLength,
        long historyMs,
        long transcriptMs,
        long historyBytes,
        int queueBytes,
        int announcedMembers,
        int idempotencyKeys,
        int lingerMs) {
    public TopicsConfig {
        Require.between("topics.perNode", perNode, 1, 10_000_000);
        Require.between("topics.perConnection", perConnection, 1, 1_000_000);
        Require.between("topics.eventBytes", eventBytes, 1, 268_435_456);
        Require.between("topics.historyLength", historyLength, 0, 1_000_000);
        Require.between("topics.searchLength", searchLength, 0, 1_000_000);
        Require.between("topics.historyMs", historyMs, 10, 604_800_000);
        Require.between("topics.transcriptMs", transcriptMs, 10, 2_592_000_000L);
        Require.between("topics.historyBytes", historyBytes, 1024, 1_099_511_627_776L);
        Require.between("topics.queueBytes", queueBytes, 1024, 1_073_741_824);
        Require.between("topics.announcedMembers", announcedMembers, 0, 1_000_000);
        Require.between("topics.idempotencyKeys", idempotencyKeys, 1, 10_000_000);
        Require.between("topics.lingerMs", lingerMs, 100, 3_600_000);
    }
}
