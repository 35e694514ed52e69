package dev.trestle.verticle.agent.tool;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** One thing that an agent can do in a workspace. */
public interface Tool {

    /** A value that a tool is given. */
    record Parameter(String name, String description, boolean required) {}

    /** Its name, for models. */
    String name();

    /** Its name in rules and settings: several tools may share it. */
    default String group() {
        return name();
    }

    /** What kind of thing it does, as events say it. */
    String kind();

    /** What it does, for models. */
    String description();

    /** What it is given; every value is a text. */
    List<Parameter> parameters();

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
    }

    /** Does it; fails with a {@link dev.trestle.wire.Failure}. */
    Future<Outcome> use(JsonObject input, Reach reach, Progress progress);
}
