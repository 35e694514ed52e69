package dev.trestle.verticle.agent.backend.demo;

import dev.trestle.verticle.agent.backend.Backend;
import dev.trestle.verticle.agent.backend.Ending;
import dev.trestle.verticle.agent.backend.Host;
import dev.trestle.verticle.agent.backend.Wanted;
import dev.trestle.verticle.agent.tool.Outcome;
import dev.trestle.wire.AgentEvents.Step;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** Understands a few orders by their first word, uses the tools they need, and says what came of it, word by word. */
public final class DemoBackend implements Backend {

    private static final String HELP = """
            I am a demo without a model. I understand:
            - list [DIRECTORY]
            - read FILE
            - search TEXT
            - run COMMAND
            - write FILE TEXT
            - edit FILE OLD => NEW
            - status
            - diff [FILE]
            - count NUMBER
            """;

    private final Vertx vertx;
    private Speech speech;
    private Promise<Ending> answer;

    public DemoBackend(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Future<Void> start() {
        return Future.succeededFuture();
    }

    @Override
    public void check(Wanted wanted) {
        if (!wanted.attachments().isEmpty()) {
            throw new Failure(ErrorCode.UNSUPPORTED, "this agent takes text alone, and no attachments");
        }
    }

    @Override
    public Future<Ending> prompt(Wanted wanted, Host host) {
        speech = new Speech(vertx, host);
        answer = Promise.promise();
        var answering = answer;
        obey(wanted, host).onSuccess(answering::tryComplete).onFailure(answering::tryFail);
        return answering.future();
    }

    private Future<Ending> obey(Wanted wanted, Host host) {
        var words = wanted.text().strip().split("\\s+", 2);
        var rest = words.length == 2 ? words[1].strip() : "";
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "list" -> list(rest, host);
            case "read" -> use(host, "read", new JsonObject().put("path", rest));
            case "search" -> use(host, "search", new JsonObject().put("query", rest));
            case "run" -> use(host, "run", new JsonObject().put("command", rest));
            case "write" -> write(rest, host);
            case "edit" -> edit(rest, host);
            case "status" -> use(host, "git_status", new JsonObject());
            case "diff" ->
                use(host, "git_diff", rest.isEmpty() ? new JsonObject() : new JsonObject().put("path", rest));
            case "count" -> count(rest);
            default -> speech.say(HELP);
        };
    }

    /** Whatever is said of files in general means the root. */
    private Future<Ending> list(String rest, Host host) {
        boolean all = rest.isEmpty() || rest.matches("(the |all )*files.*");
        return use(host, "list", all ? new JsonObject() : new JsonObject().put("path", rest));
    }

    private Future<Ending> use(Host host, String tool, JsonObject input) {
        host.thought("I use the tool " + tool + ".");
        return host.use(tool, input).compose(this::tell);
    }

    private Future<Ending> tell(Outcome outcome) {
        return speech.say(outcome.failed() ? "That did not work: " + outcome.text() : outcome.text());
    }

    private Future<Ending> write(String rest, Host host) {
        var words = rest.split("\\s+", 2);
        return words.length < 2
                ? speech.say(HELP)
                : use(host, "write", new JsonObject().put("path", words[0]).put("content", words[1] + "\n"));
    }

    private Future<Ending> edit(String rest, Host host) {
        var words = rest.split("\\s+", 2);
        var change = words.length < 2 ? new String[0] : words[1].split(" => ", 2);
        if (change.length < 2) {
            return speech.say(HELP);
        }
        host.plan(List.of(
                new Step("Read " + words[0], "in_progress", null), new Step("Edit " + words[0], "pending", null)));
        return host.use("read", new JsonObject().put("path", words[0]))
                .compose(read -> read.failed()
                        ? tell(read)
                        : use(
                                host,
                                "edit",
                                new JsonObject()
                                        .put("path", words[0])
                                        .put("old", change[0])
                                        .put("new", change[1])));
    }

    private Future<Ending> count(String rest) {
        if (!rest.matches("[1-9][0-9]{0,5}")) {
            return speech.say(HELP);
        }
        var numbers = new StringBuilder();
        for (int number = 1; number <= Integer.parseInt(rest); number++) {
            numbers.append(number).append('\n');
        }
        return speech.say(numbers.toString());
    }

    @Override
    public void cancel() {
        speech.stop();
        answer.tryComplete(Ending.CANCELLED);
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
