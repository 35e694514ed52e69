package dev.trestle.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * One turn of an agent, as people read it: the answer on one stream, what happens meanwhile on the other. Events come one
 * after the other.
 */
final class Talk {

    /** A question that waits for an answer. */
    record Question(String request, JsonNode options) {

        /** The id of the option that a person means by its number or its id; {@code null} when it is none. */
        String option(String answer) {
            for (int i = 0; i < options.size(); i++) {
                var id = options.get(i).get("id").textValue();
                if (answer.equals(String.valueOf(i + 1)) || answer.equals(id)) {
                    return id;
                }
            }
            return null;
        }

        /** The id of the first option that means yes, or no. */
        String first(boolean yes) {
            for (var option : options) {
                if (option.get("kind").textValue().startsWith("allow") == yes) {
                    return option.get("id").textValue();
                }
            }
            return options.get(0).get("id").textValue();
        }
    }

    private final String turn;
    private final PrintWriter answer;
    private final PrintWriter remarks;
    private final BiConsumer<Talk, Question> onQuestion;
    private final CompletableFuture<Integer> over = new CompletableFuture<>();
    private volatile Question question;
    private boolean inLine;

    Talk(String turn, PrintWriter answer, PrintWriter remarks, BiConsumer<Talk, Question> onQuestion) {
        this.turn = turn;
        this.answer = answer;
        this.remarks = remarks;
        this.onQuestion = onQuestion;
    }

    /** Completes with the exit code when the turn is over. */
    CompletableFuture<Integer> over() {
        return over;
    }

    /** What waits for an answer, or {@code null}. */
    Question question() {
        return question;
    }

    /** {@link #question} has an answer on its way. */
    void answered() {
        question = null;
    }

    /** Takes a line as {@link Tail} has it. */
    void line(String json) {
        try {
            var event = Json.read(json);
            event(event.path("event").asText(), event.path("data"));
        } catch (JsonProcessingException notOurs) {
            remark("an event is not JSON");
        }
    }

    void event(String name, JsonNode data) {
        boolean ours = data.path("turn").asText(turn).equals(turn);
        if (!ours || over.isDone()) {
            return;
        }
        switch (name) {
            case "chunk" -> say(data.get("text").textValue());
            case "tool" -> tool(data);
            case "permission" -> ask(data);
            case "permission.resolved" -> {
                question = null;
                remark("[" + data.path("option").asText("no answer") + ", by "
                        + data.path("by").asText() + "]");
            }
            case "completed" -> end(data.path("stopReason").asText());
            case "failed" -> {
                remark("trestle: " + data.path("code").asText() + ": "
                        + data.path("message").asText());
                over.complete(ExitCode.BROKEN);
            }
            default -> {
                // Thoughts and plans are for those who watch.
            }
        }
    }

    private void say(String text) {
        answer.print(text);
        answer.flush();
        inLine = !text.endsWith("\n");
    }

    private void tool(JsonNode data) {
        if (data.path("state").asText().equals("running") && !data.has("terminal")) {
            remark("[" + data.path("title").asText() + "]");
        }
    }

    private void ask(JsonNode data) {
        question = new Question(data.get("request").textValue(), data.get("options"));
        remark(data.path("title").asText() + "?");
        for (int i = 0; i < question.options().size(); i++) {
            remark("  " + (i + 1) + " " + question.options().get(i).get("name").textValue());
        }
        onQuestion.accept(this, question);
    }

    private void end(String reason) {
        if (inLine) {
            say("\n");
        }
        if (!reason.equals("end_turn")) {
            remark("[" + reason + "]");
        }
        over.complete(ExitCode.DONE);
    }

    private void remark(String line) {
        if (inLine) {
            say("\n");
        }
        remarks.println(line);
        remarks.flush();
    }
}
