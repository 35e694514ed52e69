package dev.trestle.verticle.agent.tool;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Tells what has changed in the repository, by {@code git.diff}. */
final class GitDiff implements Tool {

    @Override
    public String name() {
        return "git_diff";
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
        return "Shows what has changed in the files of the git repository since the last commit.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter("path", "One file; all when absent.", false));
    }

    @Override
    public String title(JsonObject input) {
        return "Look at the git diff";
    }

    @Override
    public Future<Outcome> use(JsonObject input, Reach reach, Progress progress) {
        var params = new JsonObject();
        if (input.containsKey("path")) {
            params.put("paths", List.of(input.getString("path")));
        }
        return reach.call("git.diff", params).map(diff -> Outcome.of(diff.encodePrettily()));
    }
}
