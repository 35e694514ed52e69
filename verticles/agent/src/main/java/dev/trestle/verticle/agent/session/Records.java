package dev.trestle.verticle.agent.session;

import dev.trestle.bus.Failures;
import dev.trestle.bus.Node;
import dev.trestle.bus.Peers;
import dev.trestle.bus.Wire;
import dev.trestle.wire.AgentEvents;
import dev.trestle.wire.AgentEvents.Completed;
import dev.trestle.wire.AgentEvents.Failed;
import dev.trestle.wire.AgentEvents.Prompt;
import dev.trestle.wire.AgentTraits.Began;
import dev.trestle.wire.AgentTraits.Status;
import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import java.util.List;

/** What other workers have left of their sessions: the topics {@code agent/<session>/transcript}. Belongs to one event loop. */
final class Records {

    private static final int PAGE = 1_000;

    private final Node node;
    private final int mostBytes;

    /** Takes no more than {@code mostBytes} of a transcript, the last of it. */
    Records(Node node, int mostBytes) {
        this.node = node;
        this.mostBytes = mostBytes;
    }

    /**
     * What is left of the session {@code id} to go on from; fails with a {@link Failure}: {@code NOT_FOUND} when that is
     * nothing, also for one of another workspace, and {@code CONFLICT} when its worker still has it.
     */
    Future<Past> past(String id, String workspace) {
        return read(id, workspace).map(reading -> {
            if (!reading.over && isElsewhere(id)) {
                throw Sessions.lives();
            }
            return reading.past();
        });
    }

    /** What is left of the session {@code id}, to be read; fails as {@link #past}, but for {@code CONFLICT}. */
    Future<Agents.Transcript> transcript(String id, String workspace) {
        return read(id, workspace).map(Reading::told);
    }

    /** Whether another node is there that may have the session {@code id}. */
    boolean isElsewhere(String id) {
        var worker = id.substring(id.lastIndexOf('@') + 1);
        return !worker.equals(node.id())
                && Peers.of(node, "agent").owners().nodes().contains(worker);
    }

    private Future<Reading> read(String id, String workspace) {
        return read(Agents.TOPIC + id + Agents.RECORD, null, new Reading(mostBytes))
                .map(reading -> {
                    if (reading.began == null || !reading.began.workspace().equals(workspace)) {
                        throw Sessions.missing(id);
                    }
                    return reading.ended();
                })
                .recover(cause -> Future.failedFuture(
                        Failures.from(cause).code() == ErrorCode.INVALID_ARGUMENT ? Sessions.missing(id) : cause));
    }

    private Future<Reading> read(String topic, Position since, Reading reading) {
        return node.topics().read(topic, since, PAGE).compose(page -> {
            page.events().forEach(reading::take);
            int size = page.events().size();
            var last = size == 0 ? page.seq() : page.events().get(size - 1).seq();
            return last >= page.seq()
                    ? Future.succeededFuture(reading)
                    : read(topic, new Position(page.epoch(), last), reading);
        });
    }

    /** A transcript that is being read. */
    private static final class Reading {

        private final Transcript transcript;
        private Began began;
        private String turn;
        private boolean over;
        private boolean shortened;

        Reading(int mostBytes) {
            transcript = new Transcript(mostBytes, whole -> {});
        }

        void take(Topics.Event told) {
            shortened |= began == null && told.seq() > 1;
            AgentEvents.named(told.event())
                    .map(type -> Wire.decode(Wire.encode(told.data()), type))
                    .ifPresent(this::take);
        }

        private void take(AgentEvents.Event event) {
            if (event instanceof Began facts) {
                began = facts;
                return;
            } else if (event instanceof Status status) {
                over = status.state().isOver();
            } else if (event instanceof Prompt prompt) {
                turn = prompt.turn();
            } else if (event instanceof Completed || event instanceof Failed) {
                turn = null;
            }
            transcript.add(event, null);
        }

        /** A turn that has no end has had none. */
        Reading ended() {
            if (turn != null) {
                var why = new Failure(ErrorCode.UNAVAILABLE, "the worker of this session is gone");
                transcript.add(new Failed(turn, why.code().name(), why.getMessage()), null);
            }
            return this;
        }

        Past past() {
            return new Past(began.agent(), began.cwd(), List.copyOf(transcript.events()), began.token());
        }

        Agents.Transcript told() {
            return transcript.told(shortened);
        }
    }
}
