package dev.trestle.gateway.dialect.cluso;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.TopicFeed;
import dev.trestle.wire.Default;
import dev.trestle.wire.Nullable;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers of the workspace's agent, as server-sent events: a session for each question, which ends with the answer. */
final class Chat {

    /** Something that was said. */
    record Message(String role, Object content) {}

    /** What is asked, at the end of what was said before. */
    record Question(
            @Default("[]") List<Message> messages, @Nullable String system) {

        /** All that was said, for an agent that knows nothing of it. */
        private String text() {
            var said = messages.stream()
                    .map(message -> messages.size() == 1
                            ? String.valueOf(message.content())
                            : message.role() + ": " + message.content())
                    .collect(Collectors.joining("\n\n"));
            return system == null ? said : system + "\n\n" + said;
        }
    }

    /** One answer on its way. */
    private static final class Answer {

        private final Guest guest;
        private final HttpServerResponse response;
        private final TopicFeed feed;
        private String session;

        private Answer(Guest guest, HttpServerResponse response, TopicFeed feed) {
            this.guest = guest;
            this.response = response;
            this.feed = feed;
        }

        private void begin(Question question) {
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    .putHeader("Cache-Control", "no-store")
                    .drainHandler(read -> feed.resume())
                    .closeHandler(gone -> end());
            guest.ask("agent.start", Map.of())
                    .compose(started -> {
                        session = String.valueOf(started.get("session"));
                        if (response.closed()) {
                            end();
                            return Future.failedFuture("nobody waits for the answer any more");
                        }
                        return feed.follow("agent/" + session, this::hear);
                    })
                    .compose(followed ->
                            guest.ask("agent.prompt", Map.of("session", session, "content", question.text())))
                    .onFailure(failed -> fail(failed.getMessage()));
        }

        private void hear(Topics.Event event) {
            var data = event.data() instanceof Map<?, ?> members ? members : Map.of();
            switch (event.event()) {
                case "chunk" -> say(Map.of("type", "text-delta", "text", data.get("text")));
                case "completed" -> {
                    var usage = data.get("usage");
                    say(Map.of("type", "finish", "usage", usage == null ? Map.of() : usage));
                    finish();
                }
                case "failed" -> fail(String.valueOf(data.get("message")));
                default -> {
                    // The page shows nothing but the text.
                }
            }
        }

        private void fail(String reason) {
            say(Map.of("type", "error", "error", reason));
            finish();
        }

        /** One piece, whole: the page drops lines that come in parts. */
        private void say(Map<String, ?> piece) {
            write(Wire.encode(piece));
        }

        private void write(byte[] json) {
            if (!response.ended() && !response.closed()) {
                response.write(Buffer.buffer("data: ").appendBytes(json).appendString("\n\n"));
            }
        }

        private void finish() {
            write("[DONE]".getBytes(StandardCharsets.US_ASCII));
            end();
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        }

        private void end() {
            feed.end();
            if (session != null) {
                guest.ask("agent.stop", Map.of("session", session));
                session = null;
            }
        }
    }

    private final Door door;

    Chat(Door door) {
        this.door = door;
    }

    void serve() {
        door.router().post("/api/ai/chat/stream").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        door.body(context.request())
                .compose(body -> door.guest(context.request(), door.workspace(null))
                        .map(guest -> {
                            var question = Wire.decode(body, Question.class);
                            new Answer(guest, context.response(), door.feed(guest, context.response())).begin(question);
                            return question;
                        }))
                .onFailure(refused -> Rest.say(context, null, refused));
    }
}
