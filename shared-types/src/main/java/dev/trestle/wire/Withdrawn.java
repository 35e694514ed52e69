package dev.trestle.wire;

/** What ends because the rights of its connection have changed. */
public final class Withdrawn {

    /** Why, in words. */
    public static final String CHANGED = "the rights of this principal have changed";

    public static final Topic<Detached> TERMINAL = new Topic<>(
            "pty.detached",
            Detached.class,
            "Sent when a terminal is not shown any more because its connection may not see it.");

    public static final Topic<Unsubscribed> TOPIC = new Topic<>(
            "topic.unsubscribed",
            Unsubscribed.class,
            "Sent when a subscription ends because its connection may not have it any more.");

    /** {@code pty.detached}. */
    @Describe("No output of this terminal comes any more; the terminal goes on.")
    public record Detached(
            @Describe("The terminal.") @Handle String terminal,
            @Describe("Why, in words.") String reason) {}

    /** {@code topic.unsubscribed}. */
    @Describe("No event of this topic comes any more.")
    public record Unsubscribed(
            @Describe("The name of the topic.") String topic,
            @Describe("Why, in words.") String reason) {}

    private Withdrawn() {}
}
