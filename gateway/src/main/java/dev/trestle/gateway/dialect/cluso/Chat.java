package dev.trestle.gateway.dialect.cluso;

import static dev.trestle.gateway.dialect.Repertoire.members;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.dialect.Dialogue;
import dev.trestle.gateway.dialect.Door;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Nullable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
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

    private interface Reader extends Dialogue.Answer {
        /** There is no more. */
        void failed(String reason);
    }

    /** Each piece a line of its own: the page drops lines that come in parts. */
    private record Lines(HttpServerResponse response) implements Reader {
        @Override
        public void began() {
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    .putHeader("Cache-Control", "no-store");
        }

        @Override
        public void piece(String text) {
            say(Map.of("type", "text-delta", "text", text));
        }

        @Override
        public void completed(Map<?, ?> how) {
            end(Map.of("type", "finish", "usage", tokens(how)));
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

    private record Whole(RoutingContext context, StringBuilder text) implements Reader {
        @Override
        public void began() {}

        @Override
        public void piece(String piece) {
            text.append(piece);
        }

        @Override
        public void completed(Map<?, ?> how) {
            Rest.say(context, members("text", text.toString(), "usage", tokens(how)), null);
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
        door.router().post("/api/ai/chat").handler(context -> ask(context, new Whole(context, new StringBuilder())));
        door.router().post("/api/ai/chat/stream").handler(context -> ask(context, new Lines(context.response())));
    }

    private static Map<String, Object> tokens(Map<?, ?> how) {
        return how.get("usage") instanceof Map<?, ?> usage
                ? members("promptTokens", usage.get("input"), "completionTokens", usage.get("output"))
                : Map.of();
    }

    /** In a session of its own, which ends with the answer. */
    private void ask(RoutingContext context, Reader answer) {
        var response = context.response();
        door.body(context.request())
                .compose(body -> door.guest(context.request(), door.workspace(null))
                        .compose(guest -> {
                            var question = Wire.decode(body, Question.class).text();
                            var feed = door.feed(guest, response);
                            var dialogue = new Dialogue(guest, feed);
                            Runnable end = () -> {
                                feed.end();
                                dialogue.stop();
                            };
                            response.drainHandler(read -> feed.resume())
                                    .closeHandler(gone -> end.run())
                                    .endHandler(said -> end.run());
                            return dialogue.start(null).onSuccess(started -> {
                                if (response.closed()) {
                                    end.run();
                                } else {
                                    dialogue.ask(question, answer)
                                            .onFailure(failed -> answer.failed(failed.getMessage()));
                                }
                            });
                        }))
                .onFailure(refused -> Rest.say(context, null, refused));
    }
}
