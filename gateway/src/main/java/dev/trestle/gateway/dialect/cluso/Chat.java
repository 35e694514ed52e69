package dev.trestle.gateway.dialect.cluso;

import dev.trestle.gateway.dialect.Dialogue;
import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.WebTable;
import dev.trestle.gateway.dialect.WebTable.Ask;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Nullable;
import io.vertx.core.Future;
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

    private final Door door;

    Chat(Door door) {
        this.door = door;
    }

    void into(WebTable table) {
        table.on("POST", "ai/chat", ask -> whole(ask, ask.as(Question.class)))
                .on("POST", "ai/chat/stream", ask -> stream(ask, ask.as(Question.class)));
    }

    private Future<Map<String, Object>> whole(Ask ask, Question question) {
        return begin(ask)
                .compose(dialogue -> dialogue.ask(question.text(), null, piece -> {}))
                .map(said -> Members.of("text", said.text(), "usage", tokens(said)))
                .recover(failed -> Future.failedFuture(
                        failed instanceof Failure ? failed : new Failure(ErrorCode.UNAVAILABLE, failed.getMessage())));
    }

    /** What goes wrong once it has begun is told in it. */
    private Future<Void> stream(Ask ask, Question question) {
        var answer = new EventStream(ask.context().response());
        return begin(ask)
                .onSuccess(dialogue -> {
                    answer.begin();
                    dialogue.ask(question.text(), null, text -> answer.tell(Map.of("type", "text-delta", "text", text)))
                            .map(said -> Map.of("type", "finish", "usage", tokens(said)))
                            .otherwise(cause -> Map.of("type", "error", "error", String.valueOf(cause.getMessage())))
                            .onSuccess(last -> {
                                answer.tell(last);
                                answer.end("[DONE]");
                            });
                })
                .mapEmpty();
    }

    /** A session of its own, which ends with the answer. */
    private Future<Dialogue> begin(Ask ask) {
        return door.dialogue(ask.guest(), ask.context().response(), null);
    }

    private static Map<String, Object> tokens(Dialogue.Said said) {
        var usage = said.usage();
        return usage == null ? Map.of() : Members.of("promptTokens", usage.input(), "completionTokens", usage.output());
    }
}
