package dev.trestle.gateway.dialect.cluso;

import static dev.trestle.gateway.dialect.Repertoire.members;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.dialect.Answer;
import dev.trestle.gateway.dialect.Door;
import dev.trestle.wire.AgentEvents;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Nullable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Answers of the workspace's agent, whole or as server-sent events. */
final class Chat {

    /** Something that was said. */
    record Message(String role, Object content) {}

    /** What is asked, at the end of what was said before. */
    record Question(List<Message> messages, @Nullable String system) {

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

    /** Each piece a line of its own: the page drops lines that come in parts. */
    private record Lines(HttpServerResponse response) implements Answer.Reader {
        @Override
        public void piece(String text) {
            say(Map.of("type", "text-delta", "text", text));
        }

        @Override
        public void done(AgentEvents.Usage usage) {
            end(Map.of("type", "finish", "usage", tokens(usage)));
        }

        @Override
        public void failed(String reason) {
            end(Map.of("type", "error", "error", reason));
        }

        private void end(Map<String, ?> last) {
            say(last);
            if (!response.closed()) {
                response.end("data: [DONE]\n\n");
            }
        }

        private void say(Map<String, ?> piece) {
            if (!response.closed()) {
                response.write(
                        Buffer.buffer("data: ").appendBytes(Wire.encode(piece)).appendString("\n\n"));
            }
        }
    }

    private record Whole(RoutingContext context, StringBuilder text) implements Answer.Reader {
        @Override
        public void piece(String piece) {
            text.append(piece);
        }

        @Override
        public void done(AgentEvents.Usage usage) {
            Rest.say(context, members("text", text.toString(), "usage", tokens(usage)), null);
        }

        @Override
        public void failed(String reason) {
            Rest.say(context, null, new Failure(ErrorCode.UNAVAILABLE, reason));
        }
    }

    private final Door door;

    Chat(Door door) {
        this.door = door;
    }

    void serve() {
        door.router().post("/api/ai/chat").handler(context -> ask(context, to -> new Whole(to, new StringBuilder())));
        door.router()
                .post("/api/ai/chat/stream")
                .handler(context -> ask(context, to -> {
                    to.response()
                            .setChunked(true)
                            .putHeader("Content-Type", "text/event-stream")
                            .putHeader("Cache-Control", "no-store");
                    return new Lines(to.response());
                }));
    }

    private static Map<String, Long> tokens(AgentEvents.Usage usage) {
        return usage == null ? Map.of() : Map.of("promptTokens", usage.input(), "completionTokens", usage.output());
    }

    private void ask(RoutingContext context, Function<RoutingContext, Answer.Reader> reader) {
        var response = context.response();
        door.body(context.request())
                .compose(body -> door.guest(context.request(), door.workspace(null))
                        .map(guest -> {
                            var question = Wire.decode(body, Question.class).text();
                            var feed = door.feed(guest, response);
                            var answer = Answer.to(question, guest, feed, reader.apply(context));
                            response.drainHandler(read -> feed.resume()).closeHandler(gone -> answer.end());
                            return answer;
                        }))
                .onFailure(refused -> Rest.say(context, null, refused));
    }
}
