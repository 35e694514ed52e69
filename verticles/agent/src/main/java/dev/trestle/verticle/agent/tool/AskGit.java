package dev.trestle.verticle.agent.tool;

import dev.trestle.bus.Wire;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitHistory;
import dev.trestle.wire.Operation;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** Tells of the repository what {@code git.*} answers, as JSON. */
final class AskGit<Q> implements Tool {

    /** The most entries that are told; models are short of room. */
    private static final int MOST = 500;

    private final String name;
    private final String description;
    private final List<Parameter> parameters;
    private final Operation<Q, ?> operation;
    private final Function<JsonObject, Q> question;

    private AskGit(
            String name,
            String description,
            List<Parameter> parameters,
            Operation<Q, ?> operation,
            Function<JsonObject, Q> question) {
        this.name = name;
        this.description = description;
        this.parameters = parameters;
        this.operation = operation;
        this.question = question;
    }

    /** By {@code git.status}. */
    static Tool status() {
        return new AskGit<>(
                "git_status",
                "Tells the branch of the git repository and which files have changed.",
                List.of(),
                Git.STATUS,
                input -> new Git.AskStatus("", MOST, false));
    }

    /** By {@code git.diff}, against the last commit, so that what is staged is in it. */
    static Tool diff() {
        return new AskGit<>(
                "git_diff",
                "Shows what has changed in the files of the git repository since the last commit.",
                List.of(new Parameter("path", "One file; all when absent.", false)),
                GitHistory.DIFF,
                input -> new GitHistory.AskDiff("", "HEAD", null, false, paths(input), List.of(), 3, true, MOST));
    }

    private static List<String> paths(JsonObject input) {
        var path = input.getString("path");
        return path == null ? List.of() : List.of(path);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String group() {
        return "git";
    }

    @Override
    public String kind() {
        return "read";
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public String title(JsonObject input) {
        return "Look at the " + name.replace('_', ' ');
    }

    @Override
    public Future<Outcome> use(JsonObject input, Reach reach, Progress progress) {
        return reach.call(operation, question.apply(input))
                .map(answer -> Outcome.of(new JsonObject(Buffer.buffer(Wire.encode(answer))).encodePrettily()));
    }
}
