package dev.trestle.gateway.dialect;

import dev.trestle.bus.Wire;
import dev.trestle.wire.AgentEvents;
import dev.trestle.wire.Agents;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import java.util.Map;

/**
 * What the standard agent of a workspace says to one question, in a session of its own that ends with the answer. Whatever
 * the agent asks for is answered by the rules of the settings, or by those who watch the session. Belongs to one event loop.
 */
public final class Answer {

    /** Whoever waits for it; the last thing it hears is one of {@link #done} and {@link #failed}. */
    public interface Reader {
        /** What comes next. */
        void piece(String text);

        /** That was all; {@code usage} may be {@code null}. */
        void done(AgentEvents.Usage usage);

        void failed(String reason);
    }

    private final Guest guest;
    private final TopicFeed feed;
    private final Reader reader;
    private String session;
    private boolean over;

    private Answer(Guest guest, TopicFeed feed, Reader reader) {
        this.guest = guest;
        this.feed = feed;
        this.reader = reader;
    }

    /** Asks {@code question}; {@code feed} is the answer's own, and ends with it. */
    public static Answer to(String question, Guest guest, TopicFeed feed, Reader reader) {
        var answer = new Answer(guest, feed, reader);
        guest.ask(Agents.START.name(), Map.of())
                .compose(started -> answer.listen(String.valueOf(started.get("session"))))
                .compose(heard ->
                        guest.ask(Agents.PROMPT.name(), Map.of("session", answer.session, "content", question)))
                .onFailure(failed -> answer.fail(failed.getMessage()));
        return answer;
    }

    private Future<Void> listen(String started) {
        session = started;
        if (over) {
            end();
            return Future.failedFuture("nobody waits for the answer any more");
        }
        return feed.follow(Agents.TOPIC + session, this::hear);
    }

    private void hear(Topics.Event event) {
        var data = Wire.encode(event.data());
        switch (event.event()) {
            case "chunk" ->
                reader.piece(Wire.decode(data, AgentEvents.Chunk.class).text());
            case "completed" -> {
                end();
                reader.done(Wire.decode(data, AgentEvents.Completed.class).usage());
            }
            case "failed" -> fail(Wire.decode(data, AgentEvents.Failed.class).message());
            default -> {
                // How the agent came to its words is nothing that the reader shows.
            }
        }
    }

    private void fail(String reason) {
        if (!over) {
            end();
            reader.failed(reason);
        }
    }

    /** Nobody waits for the rest, if there is one. */
    public void end() {
        over = true;
        feed.end();
        if (session != null) {
            guest.ask(Agents.STOP.name(), Map.of("session", session));
            session = null;
        }
    }
}
