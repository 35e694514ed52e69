package dev.trestle.verticle.agent.session;

import dev.trestle.bus.Publisher;
import dev.trestle.config.AgentConfig;
import dev.trestle.wire.AgentEvents.Event;
import dev.trestle.wire.AgentEvents.Prompt;
import dev.trestle.wire.AgentTraits.Began;
import dev.trestle.wire.Agents;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * Where the events of a session go: to its topic, from there to its transcript, and from there, each message whole, to the
 * topic of its transcript, which others read when this worker is gone.
 */
final class Chronicle {

    private final Facts facts;
    private final Herald herald;
    private final Herald record;
    private final Transcript transcript;
    private String token;

    Chronicle(Vertx vertx, Publisher publisher, Facts facts, AgentConfig.Limits limits) {
        this.facts = facts;
        var topic = Agents.TOPIC + facts.id();
        transcript = new Transcript(limits.transcriptBytes(), this::finished);
        herald = new Herald(vertx, publisher, topic, limits, transcript::add);
        record = new Herald(vertx, publisher, topic + Agents.RECORD, limits, (event, place) -> {});
    }

    /**
     * The session begins.
     *
     * @param ownName as in {@link Began#token}
     * @param past what it goes on from, or {@code null}
     */
    void begin(String ownName, Past past) {
        token = ownName;
        record.add(began());
        if (past != null) {
            past.events().forEach(event -> transcript.add(event, null));
        }
    }

    /** What another session needs to go on from this one. */
    Past past() {
        return new Past(facts.agent(), facts.cwd(), List.copyOf(transcript.events()), token);
    }

    private Began began() {
        return new Began(facts.agent(), facts.cwd(), facts.workspace(), facts.principal(), facts.created(), token);
    }

    /** What is old is forgotten, so each prompt brings along what it is a part of. */
    private void finished(Event event) {
        if (event instanceof Prompt) {
            record.add(began());
        }
        record.add(event);
    }

    void add(Event event) {
        herald.add(event);
    }

    Transcript transcript() {
        return transcript;
    }

    /** Completes when everything has gone out. */
    Future<Void> drained() {
        return herald.drained().compose(told -> record.drained());
    }
}
