package dev.trestle.verticle.agent.backend;

import dev.trestle.verticle.agent.tool.Outcome;
import dev.trestle.wire.AgentEvents.Option;
import dev.trestle.wire.AgentEvents.Step;
import dev.trestle.wire.AgentEvents.ToolState;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What a session does for its backend while one prompt is answered. When that is over, nothing: what comes late is dropped.
 */
public interface Host {

    /** The agent says {@code text}, which goes on where it ended before. */
    void chunk(String text);

    /** The agent thinks {@code text}, which goes on where it ended before. */
    void thought(String text);

    /** What the agent is going to do, in place of what it told before. */
    void plan(List<Step> steps);

    /** How the use of a tool stands that the agent has of its own. */
    void tool(Use use);

    /** Uses a tool of the workspace, if it may, and tells of it. What goes wrong is an outcome too, for the agent to read. */
    Future<Outcome> use(String tool, JsonObject input);

    /** Whether the agent may, by the rules or by people; yields the option, or {@code null} when there is none and that means no. */
    Future<Option> ask(Question question);

    /** Whether the rules forbid {@code tool} about {@code paths}, of which there may be none. */
    Future<Boolean> forbids(String tool, List<String> paths);

    /**
     * The use of a tool that the agent has of its own.
     *
     * @param kind as in {@link dev.trestle.wire.AgentEvents.Tool}
     * @param input any JSON, or {@code null}
     * @param output what came of it, or {@code null}
     * @param terminal the terminal in which it runs, or {@code null}
     */
    record Use(String call, String title, String kind, ToolState state, Object input, String output, String terminal) {}

    /**
     * Something that an agent wants to do.
     *
     * @param tool as rules name it
     * @param paths what it is about, where that is files
     * @param call the use of a tool that it is about, or {@code null}
     * @param input what the tool is given, or {@code null}
     * @param options the answers there are
     */
    record Question(String tool, List<String> paths, String title, String call, Object input, List<Option> options) {}
}
