package dev.trestle.verticle.agent.session;

import dev.trestle.bus.Failures;
import dev.trestle.bus.Publisher;
import dev.trestle.bus.Wire;
import dev.trestle.config.AgentConfig;
import dev.trestle.verticle.agent.backend.Text;
import dev.trestle.wire.AgentEvents.Completed;
import dev.trestle.wire.AgentEvents.Event;
import dev.trestle.wire.AgentEvents.Failed;
import dev.trestle.wire.AgentEvents.OfTurn;
import dev.trestle.wire.AgentEvents.StopReason;
import dev.trestle.wire.AgentEvents.Words;
import dev.trestle.wire.AgentTraits.Trait;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a session's events to a topic: one at a time, so that they keep their order, and no faster than allowed. Text
 * that follows text waits a little and goes with it. Other than what leaves by {@link dev.trestle.bus.Outlet}, an event that
 * could not be published is published again, for nobody else can tell what happened.
 */
final class Herald {

    private static final Logger LOGGER = LoggerFactory.getLogger(Herald.class);

    /** The most text of one event, in UTF-16 units; a topic takes at least four times as many bytes by default. */
    static final int PIECE = 16_384;

    /** How many events go out before long. */
    private static final int SOON = 8;

    private static final int ATTEMPTS = 10;
    private static final long FIRST_PAUSE = 50;
    private static final long LONGEST_PAUSE = 5_000;

    private final Vertx vertx;
    private final Publisher publisher;
    private final String topic;
    private final AgentConfig.Limits limits;
    private final BiConsumer<Event, Position> told;
    private final Deque<Event> queue = new ArrayDeque<>();
    private Promise<Void> empty = Promise.promise();
    private boolean busy;
    private long sent;

    Herald(
            Vertx vertx,
            Publisher publisher,
            String topic,
            AgentConfig.Limits limits,
            BiConsumer<Event, Position> told) {
        this.told = told;
        this.vertx = vertx;
        this.publisher = publisher;
        this.topic = topic;
        this.limits = limits;
    }

    void add(Event event) {
        if (event instanceof Words words) {
            Text.pieces(words.text(), PIECE).forEach(text -> addText(words.with(text)));
        } else {
            boolean crowded = queue.size() > SOON;
            queue.removeIf(waiting -> isNeedless(waiting, event, crowded));
            queue.add(event);
        }
        if (!busy) {
            busy = true;
            if (queue.peek() instanceof Words && limits.gatherMs() > 0) {
                vertx.setTimer(limits.gatherMs(), now -> send());
            } else {
                send();
            }
        }
    }

    /**
     * Whether {@code waiting} need not be told before {@code event}: of an agent itself the last of a kind says all, however
     * often it says it; and who has cancelled a flood, or whose agent was ended for one, is told so and not all of it.
     */
    private static boolean isNeedless(Event waiting, Event event, boolean crowded) {
        boolean cutOff = event instanceof Failed
                || event instanceof Completed completed && completed.stopReason() == StopReason.CANCELLED;
        return event instanceof Trait
                ? waiting.getClass() == event.getClass()
                : cutOff
                        && crowded
                        && waiting instanceof Words words
                        && words.turn().equals(((OfTurn) event).turn());
    }

    private void addText(Words event) {
        var joined = joined(queue.peekLast(), event);
        if (joined != null) {
            queue.removeLast();
        }
        queue.add(joined == null ? event : joined);
    }

    /** Both in one, or {@code null} when they do not belong together. */
    private static Words joined(Event last, Words next) {
        boolean together = last != null
                && last.getClass() == next.getClass()
                && ((Words) last).turn().equals(next.turn());
        var text = together ? ((Words) last).text() + next.text() : "";
        return together && text.length() <= PIECE ? next.with(text) : null;
    }

    private void send() {
        var event = queue.poll();
        if (event == null) {
            busy = false;
            empty.complete();
            empty = Promise.promise();
            return;
        }
        sent++;
        send(event, Buffer.buffer(Wire.encode(event)), 1, FIRST_PAUSE);
    }

    private void send(Event event, Buffer json, int attempt, long pause) {
        publisher
                .publish(topic, event.event(), json, String.valueOf(sent))
                .onSuccess(place -> gone(event, json.length(), place))
                .onFailure(cause -> {
                    if (attempt == ATTEMPTS || !Failures.from(cause).code().retryable()) {
                        LOGGER.atWarn()
                                .addKeyValue("topic", topic)
                                .addKeyValue("event", event.event())
                                .addKeyValue("cause", cause.getMessage())
                                .log("an event could not be published");
                        gone(event, json.length(), null);
                    } else {
                        vertx.setTimer(
                                pause, now -> send(event, json, attempt + 1, Math.min(LONGEST_PAUSE, 2 * pause)));
                    }
                });
    }

    private void gone(Event event, long bytes, Position place) {
        told.accept(event, place);
        long rest = bytes * 1000 / limits.outputBytesPerSecond();
        boolean grows = queue.size() == 1 && queue.peek() instanceof Words;
        long pause = grows ? Math.max(rest, limits.gatherMs()) : rest;
        if (pause > 0) {
            vertx.setTimer(pause, now -> send());
        } else {
            vertx.runOnContext(now -> send());
        }
    }

    /** Completes when everything has gone out. */
    Future<Void> drained() {
        return busy ? empty.future() : Future.succeededFuture();
    }
}
