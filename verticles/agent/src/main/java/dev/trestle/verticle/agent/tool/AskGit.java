package dev.trestle.verticle.agent.tool;

import dev.trestle.bus.Wire;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitHistory;
import dev.trestle.wire.Operation;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells of the repository what {@code git.*} answers, as JSON. */
final class AskGit<Q> implements Tool {

    /** The most entries that are told; models are short of room. */
    private static final int MOST = 500;

    private final About about;
    private final Operation<Q, ?> operation;
    private final Function<JsonObject, Q> question;

    private AskGit(About about, Operation<Q, ?> operation, Function<JsonObject, Q> question) {
        this.about = about;
        this.operation = operation;
        this.question = question;
    }

    /** By {@code git.status}. */
    static Tool status() {
        return new AskGit<>(
                about("git_status", "Tells the branch of the git repository and which files have changed.", List.of()),
                Git.STATUS,
                input -> new Git.AskStatus("", MOST, false));
    }

    /** By {@code git.diff}, against the last commit, so that what is staged is in it. */
    static Tool diff() {
        return new AskGit<>(
                about(
                        "git_diff",
                        "Shows what has changed in the files of the git repository since the last commit.",
                        List.of(new Parameter("path", "One file; all when absent.", false))),
                GitHistory.DIFF,
                input -> new GitHistory.AskDiff("", "HEAD", null, false, paths(input), List.of(), 3, true, MOST));
    }

    private static List<String> paths(JsonObject input) {
        var path = input.getString("path");
        return path == null ? List.of() : List.of(path);
    }

    private static About about(String name, String description, List<Parameter> parameters) {
        return new About(name, "git", "read", description, parameters);
    }

    @Override
    public About about() {
        return about;
    }

    @Override
    public String title(JsonObject input) {
        return "Look at the " + about.name().replace('_', ' ');
    }

    @Override
    public Future<Outcome> use(JsonObject input, Reach reach, Progress progress) {
        return reach.call(operation, question.apply(input)).compose(answer -> {
            var told = new JsonObject(Buffer.buffer(Wire.encode(answer)));
            var paths = lists(told)
                    .flatMap(JsonArray::stream)
                    .flatMap(AskGit::files)
                    .collect(Collectors.toSet());
            return progress.readable(paths).map(readable -> {
                lists(told).forEach(list -> keep(list, readable));
                return Outcome.of(told.encodePrettily());
            });
        });
    }

    private static void keep(JsonArray list, Set<String> readable) {
        for (var items = list.iterator(); items.hasNext(); ) {
            if (!readable.containsAll(files(items.next()).toList())) {
                items.remove();
            }
        }
    }

    /** What is told of files: lists of their names, or of objects about each. */
    private static Stream<JsonArray> lists(JsonObject told) {
        return Stream.of("entries", "untracked", "odd", "files")
                .map(told::getJsonArray)
                .filter(Objects::nonNull);
    }

    /** The files that {@code item} is about, of which one may have become the other. */
    private static Stream<String> files(Object item) {
        return item instanceof JsonObject file
                ? Stream.of("path", "from").map(file::getString).filter(Objects::nonNull)
                : Stream.of((String) item);
    }
}
