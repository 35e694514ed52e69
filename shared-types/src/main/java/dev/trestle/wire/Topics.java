package dev.trestle.wire;

import java.util.List;

/**
 * Topics: named lines of events that have a history, so that whoever was away can catch up. Served by the gateway.
 *
 * <p>{@code seq} counts the events of one topic from 1 without a hole, within one {@code epoch}; another epoch is another
 * line, and what was known of the line before says nothing about it.
 */
public final class Topics {

    public static final Operation<Subscribe, Subscribed> SUBSCRIBE = new Operation<>(
            "topic.subscribe",
            Subscribe.class,
            Subscribed.class,
            "Sends this connection the events of a topic, those it missed first.");
    public static final Operation<Unsubscribe, Empty> UNSUBSCRIBE = new Operation<>(
            "topic.unsubscribe", Unsubscribe.class, Empty.class, "Ends a subscription; without one, does nothing.");
    public static final Operation<Publish, Position> PUBLISH = new Operation<>(
            "topic.publish", Publish.class, Position.class, "Appends an event, and answers once it is in the log.");
    public static final Operation<ReadHistory, History> HISTORY = new Operation<>(
            "topic.history", ReadHistory.class, History.class, "Reads events that are still kept, oldest first.");
    public static final Operation<AskPresence, Presence> PRESENCE =
            new Operation<>("topic.presence", AskPresence.class, Presence.class, "Says who is subscribed to a topic.");

    public static final Topic<Event> EVENT =
            new Topic<>("topic.event", Event.class, "An event of a topic that this connection is subscribed to.");
    public static final Topic<Gap> GAP = new Topic<>(
            "topic.gap", Gap.class, "Events of a topic that this connection is subscribed to are lost to it.");

    /** The name of the event, with a {@link Member}, that tells the others that somebody subscribed. */
    public static final String JOINED = "presence.joined";

    /** The name of the event, with a {@link Member}, that tells the others that a subscription ended. */
    public static final String LEFT = "presence.left";

    /** {@code topic.subscribe}. */
    public record Subscribe(
            @Describe("The name of the topic.") String topic,

            @Describe("The last event this client knows; absent to begin with what comes next.") @Nullable
            Position since) {}

    /** A place in a topic. */
    @Describe("A place in a topic: an event, or 0 for the place before the first.")
    public record Position(
            @Describe("Which life of the topic.") String epoch,

            @Describe("Which event of it, counted from 1.") @Range(min = 0)
            long seq) {}

    /** The answer to {@code topic.subscribe}. */
    @Describe("Where the topic stands; what was missed comes next, then what is new.")
    public record Subscribed(
            @Describe("The name of the topic.") String topic,
            @Describe("Which life of the topic this is.") String epoch,
            @Describe("The last event there is now.") long seq,

            @Describe("Whether every event after since will come; false without since.")
            boolean recovered) {}

    /** {@code topic.unsubscribe}. */
    public record Unsubscribe(
            @Describe("The name of the topic.") String topic) {}

    /** {@code topic.publish}. */
    public record Publish(
            @Describe("The name of the topic.") String topic,
            @Describe("What kind of event it is.") String event,

            @Describe("Any JSON value.") @Nullable Object data) {}

    /** {@code topic.history}. */
    public record ReadHistory(
            @Describe("The name of the topic.") String topic,

            @Describe("Where to begin; absent for the last events.") @Nullable
            Position since,

            @Describe("The most events of one answer.") @Default("100") @Range(min = 1, max = 10_000)
            int limit) {}

    /** The answer to {@code topic.history}. */
    @Describe("Events of a topic; when more follow, go on with the last one as since.")
    public record History(
            @Describe("Which life of the topic this is.") String epoch,
            @Describe("The last event there is now.") long seq,
            @Describe("Oldest first, without a hole.") List<Event> events) {}

    /** {@code topic.event}. */
    @Describe("An event of a topic.")
    public record Event(
            @Describe("The name of the topic.") String topic,
            @Describe("Which life of the topic.") String epoch,

            @Describe("Its place, counted from 1 without a hole.")
            long seq,

            @Describe("What kind of event it is.") String event,

            @Describe("What the publisher said.") @Nullable Object data,

            @Describe("When it was appended, in epoch milliseconds.")
            long time) {}

    /** {@code topic.gap}. */
    @Describe("These events will not come; what follows them does. With another epoch, a new line has begun.")
    public record Gap(
            @Describe("The name of the topic.") String topic,

            @Describe("Which life of the topic the events belong to.")
            String epoch,

            @Describe("The first that is lost.") long from,
            @Describe("The last that is lost.") long to) {}

    /** {@code topic.presence}. */
    public record AskPresence(
            @Describe("The name of the topic.") String topic) {}

    /** The answer to {@code topic.presence}. */
    @Describe("Who is subscribed to a topic now.")
    public record Presence(
            @Describe("The longest there first.") List<Member> members) {}

    /** One subscription, as others see it. */
    @Describe("A connection that is subscribed to a topic.")
    public record Member(
            @Describe("The connection.") String connectionId,
            @Describe("Who it belongs to.") String principal,

            @Describe("Since when, in epoch milliseconds.") long since) {}

    private Topics() {}
}
