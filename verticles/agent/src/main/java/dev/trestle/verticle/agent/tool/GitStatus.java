package dev.trestle.verticle.agent.tool;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Tells how the repository stands, by {@code git.status}. */
final class GitStatus implements Tool {

    @Override
    public String name() {
        return "git_status";
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
        return "Tells the branch of the git repository and which files have changed.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public String title(JsonObject input) {
        return "Look at the git status";
    }

    @Override
    public Future<Outcome> use(JsonObject input, Reach reach, Progress progress) {
        return reach.call("git.status", new JsonObject()).map(status -> Outcome.of(status.encodePrettily()));
    }
}
