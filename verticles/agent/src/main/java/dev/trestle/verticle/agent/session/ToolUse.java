package dev.trestle.verticle.agent.session;

import dev.trestle.verticle.agent.backend.Host;
import dev.trestle.verticle.agent.tool.Outcome;
import dev.trestle.verticle.agent.tool.Tool;
import dev.trestle.wire.AgentEvents.Option;
import dev.trestle.wire.AgentEvents.ToolState;
import dev.trestle.wire.OptionKind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** One use of a tool of the workspace: checked, permitted, done, and told of at each step. */
final class ToolUse implements Tool.Progress {

    private static final List<Option> OPTIONS = List.of(
            new Option("allow", "Allow", OptionKind.ALLOW_ONCE),
            new Option("allow-always", "Allow this for the session", OptionKind.ALLOW_ALWAYS),
            new Option("reject", "Reject", OptionKind.REJECT_ONCE),
            new Option("reject-always", "Reject this for the session", OptionKind.REJECT_ALWAYS));

    private final Turn turn;
    private final Session session;
    private final String name;
    private final JsonObject input;
    private final Tool tool;
    private final String call;
    private String terminal;

    ToolUse(Turn turn, Session session, String name, JsonObject input) {
        this.turn = turn;
        this.session = session;
        this.name = name;
        this.input = input;
        this.tool = session.ground().toolbox().find(name);
        this.call = turn.next();
    }

    Future<Outcome> run() {
        var wrong = wrong();
        if (wrong != null) {
            return Future.succeededFuture(Outcome.failure(wrong));
        }
        tell(ToolState.PENDING, null);
        return permitted()
                .compose(allowed ->
                        allowed ? use() : Future.succeededFuture(Outcome.failure("it was not allowed to do this")))
                .onSuccess(outcome -> tell(outcome.failed() ? ToolState.FAILED : ToolState.COMPLETED, outcome.text()));
    }

    /** What is wrong with the input, in a sentence for the agent; {@code null} when nothing is. */
    private String wrong() {
        if (tool == null) {
            return "there is no tool called " + name;
        }
        for (var parameter : tool.about().parameters()) {
            var value = input.getValue(parameter.name());
            if (value == null ? parameter.required() : !(value instanceof String)) {
                return parameter.name() + " must be a text";
            }
        }
        return null;
    }

    private Future<Boolean> permitted() {
        var path = tool.path(input);
        var paths = path == null ? List.<String>of() : List.of(path);
        var question = new Host.Question(tool.about().group(), paths, tool.title(input), call, input.getMap(), OPTIONS);
        return turn.ask(question).map(option -> option != null && option.kind().allows());
    }

    private Future<Outcome> use() {
        tell(ToolState.RUNNING, null);
        return tool.use(input, session.ground().toolbox().reach(), this)
                .otherwise(cause -> Outcome.failure(cause.getMessage()));
    }

    private void tell(ToolState state, String output) {
        turn.tool(new Host.Use(call, tool.title(input), tool.about().kind(), state, input.getMap(), output, terminal));
    }

    @Override
    public void terminal(String id) {
        terminal = id;
        tell(ToolState.RUNNING, null);
    }

    @Override
    public void onCancel(Runnable action) {
        turn.onCancel(action);
    }

    @Override
    public Future<Set<String>> readable(Collection<String> paths) {
        var ground = session.ground();
        return ground.whereabouts().filter(paths, names -> !ground.policy().forbids("read", names));
    }
}
