package dev.trestle.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.trestle.launcher.log.ControlCharacters;
import java.io.PrintWriter;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;

/**
 * One turn of an agent, as people read it: the answer on one stream, what happens meanwhile on the other. Any thread may
 * call.
 */
final class Talk {

    /** A question that waits for an answer. */
    record Question(String request, String title, JsonNode options) {

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

    private static final String MOVES_THE_CURSOR = "[\\p{Cntrl}&&[^\n\t]]";

    private final String turn;
    private final PrintWriter answer;
    private final PrintWriter remarks;
    private final Consumer<Question> onQuestion;
    private final CompletableFuture<Integer> over = new CompletableFuture<>();
    private final Set<String> used = new HashSet<>();
    private final Deque<Question> waiting = new ConcurrentLinkedDeque<>();
    private boolean inLine;

    Talk(String turn, PrintWriter answer, PrintWriter remarks, Consumer<Question> onQuestion) {
        this.turn = turn;
        this.answer = answer;
        this.remarks = remarks;
        this.onQuestion = onQuestion;
    }

    /** Completes with the exit code when the turn is over. */
    CompletableFuture<Integer> over() {
        return over;
    }

    /** What waits for an answer and has been shown, or {@code null}. */
    Question question() {
        return waiting.peek();
    }

    /** {@code question} has an answer on its way. */
    synchronized void answered(Question question) {
        settle(question.request());
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

    synchronized void event(String name, JsonNode data) {
        boolean ours = data.path("turn").asText(turn).equals(turn);
        if (!ours || over.isDone()) {
            return;
        }
        switch (name) {
            case "chunk" -> say(data.get("text").textValue());
            case "tool" -> tool(data);
            case "permission" -> ask(data);
            case "permission.resolved" -> {
                remark("[" + data.path("option").asText("no answer") + ", by "
                        + data.path("by").asText() + "]");
                settle(data.path("request").asText());
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
        answer.print(text.replaceAll(MOVES_THE_CURSOR, ""));
        answer.flush();
        inLine = !text.endsWith("\n");
    }

    private void tool(JsonNode data) {
        boolean done = data.path("state").asText().matches("running|completed");
        if (done && used.add(data.path("call").asText())) {
            remark("[" + data.path("title").asText() + "]");
        }
    }

    private void ask(JsonNode data) {
        waiting.add(
                new Question(data.get("request").textValue(), data.path("title").asText(), data.get("options")));
        if (waiting.size() == 1) {
            show(waiting.peek());
        }
    }

    /** One question after the other, however many an agent asks at once. */
    private void settle(String request) {
        var shown = waiting.peek();
        waiting.removeIf(question -> question.request().equals(request));
        if (waiting.peek() != null && waiting.peek() != shown) {
            show(waiting.peek());
        }
    }

    private void show(Question question) {
        remark(question.title() + "?");
        for (int i = 0; i < question.options().size(); i++) {
            remark("  " + (i + 1) + " " + question.options().get(i).get("name").textValue());
        }
        onQuestion.accept(question);
    }

    private void end(String reason) {
        if (inLine) {
            say("\n");
        }
        boolean done = reason.equals("end_turn");
        if (!done) {
            remark("[" + reason + "]");
        }
        over.complete(done ? ExitCode.DONE : ExitCode.BROKEN);
    }

    /** A line of its own: an agent's words cannot pass for ours. */
    private void remark(String line) {
        if (inLine) {
            say("\n");
        }
        remarks.println(ControlCharacters.escape(line));
        remarks.flush();
    }
}
