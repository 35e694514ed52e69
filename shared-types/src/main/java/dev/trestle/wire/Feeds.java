package dev.trestle.wire;

import java.util.Optional;

/**
 * How the services that feed topics of a workspace hear that somebody follows them, so that they watch nothing in vain.
 * Between nodes: no client can call these.
 */
public final class Feeds {

    public static final Operation<Follow, Empty> FS = row("fs");
    public static final Operation<Follow, Empty> PTY = row("pty");
    public static final Operation<Follow, Empty> GIT = row("git");
    public static final Operation<Follow, Empty> AGENT = row("agent");

    /** {@code fs.feed}, {@code pty.feed}, {@code git.feed} and {@code agent.feed}. */
    public record Follow(
            @Describe("The last part of the topic's name, such as files.")
            String kind,

            @Describe("For how long from now on there are to be events, in milliseconds.") @Range(min = 1)
            long leaseMs) {}

    private static Operation<Follow, Empty> row(String service) {
        return new Operation<>(
                service + ".feed",
                Follow.class,
                Empty.class,
                "Publishes what happens on a topic of the workspace for a while; answers once it does.");
    }

    /** What tells the service that feeds {@code topic} so, if there is one. */
    public static Optional<Operation<Follow, Empty>> of(TopicName topic) {
        if (topic.workspace() == null) {
            return Optional.empty();
        }
        return switch (kind(topic)) {
            case "files", "search" -> Optional.of(FS);
            case "terminals" -> Optional.of(PTY);
            case "git" -> Optional.of(GIT);
            case Agents.KIND -> Optional.of(AGENT);
            default -> Optional.empty();
        };
    }

    /** The last part of its name. */
    public static String kind(TopicName topic) {
        return topic.text().substring(topic.text().lastIndexOf('/') + 1);
    }

    private Feeds() {}
}
