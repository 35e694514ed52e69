package dev.trestle.verticle.agent.tool;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** One thing that an agent can do in a workspace. */
public interface Tool {

    /** A value that a tool is given. */
    record Parameter(String name, String description, boolean required) {}

    /**
     * What a tool is.
     *
     * @param name for models
     * @param group its name in rules and settings: several tools may share it
     * @param kind what kind of thing it does, as events say it
     * @param description what it does, for models
     * @param parameters what it is given; every value is a text
     */
    record About(String name, String group, String kind, String description, List<Parameter> parameters) {}

    /** What it is. */
    About about();

    /** What using it with {@code input} means, for people. */
    String title(JsonObject input);

    /** The path that {@code input} is about, relative to the workspace, or {@code null}. */
    default String path(JsonObject input) {
        return input.getString("path");
    }

    /** What goes on while a tool is used. */
    interface Progress {
        /** It runs in this terminal. */
        void terminal(String id);

        /** Runs {@code action} when nobody wants the outcome any more; at once when that is so. */
        void onCancel(Runnable action);

        /** Those of {@code paths} that the rules do not deny to read; of the others a tool tells nothing. */
        Future<Set<String>> readable(Collection<String> paths);
    }

    /** Does it; fails with a {@link dev.trestle.wire.Failure}. */
    Future<Outcome> use(JsonObject input, Reach reach, Progress progress);
}
