package dev.trestle.verticle.agent.backend.acp;

import dev.trestle.verticle.agent.backend.Host;
import dev.trestle.verticle.agent.backend.Host.Use;
import dev.trestle.wire.AgentEvents.Step;
import dev.trestle.wire.AgentEvents.ToolState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What an agent tells while it answers, in Trestle's words. What is not known is passed over. */
final class Updates {

    /** How many uses of tools are remembered, to know of an update what it leaves out. */
    private static final int REMEMBERED = 256;

    private final Paths paths;
    private final Map<String, Use> uses = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Use> eldest) {
            return size() > REMEMBERED;
        }
    };

    Updates(Paths paths) {
        this.paths = paths;
    }

    /** Tells {@code host} of one update. */
    void pass(JsonObject update, Host host) {
        switch (update.getString("sessionUpdate", "")) {
            case "agent_message_chunk" -> host.chunk(text(update.getValue("content")));
            case "agent_thought_chunk" -> host.thought(text(update.getValue("content")));
            case "tool_call", "tool_call_update" -> host.tool(use(update));
            case "plan" -> {
                var steps = new ArrayList<Step>();
                for (var entry : update.getJsonArray("entries", new JsonArray())) {
                    if (entry instanceof JsonObject step) {
                        steps.add(new Step(
                                step.getString("content", ""),
                                step.getString("status", "pending"),
                                step.getString("priority")));
                    }
                }
                host.plan(steps);
            }
            default -> {
                // About the session, or of a later version.
            }
        }
    }

    private static String text(Object content) {
        if (content instanceof JsonObject block) {
            return switch (block.getString("type", "")) {
                case "text" -> block.getString("text", "");
                case "resource_link" -> block.getString("uri", "");
                default -> "[" + block.getString("type", "?") + "]";
            };
        }
        return "";
    }

    /** The use of a tool that {@code call} tells of, with what was told of it before. */
    Use use(JsonObject call) {
        var id = call.getString("toolCallId", "");
        var before = uses.getOrDefault(id, new Use(id, id, "other", ToolState.PENDING, null, null, null));
        var content = call.getJsonArray("content");
        var input = call.getValue("rawInput");
        var now = new Use(
                id,
                call.getString("title") == null ? before.title() : call.getString("title"),
                call.getString("kind") == null ? before.kind() : call.getString("kind"),
                call.getString("status") == null ? before.state() : state(call.getString("status")),
                input == null ? before.input() : input instanceof JsonObject object ? object.getMap() : input,
                output(content, call.getValue("rawOutput"), before.output()),
                content == null || terminal(content) == null ? before.terminal() : terminal(content));
        uses.put(id, now);
        return now;
    }

    private static ToolState state(String status) {
        return switch (status) {
            case "in_progress" -> ToolState.RUNNING;
            case "completed" -> ToolState.COMPLETED;
            case "failed" -> ToolState.FAILED;
            default -> ToolState.PENDING;
        };
    }

    /** What came of it in words for people, or else as it is. */
    private String output(JsonArray content, Object raw, String before) {
        var words = content == null ? "" : words(content);
        return !words.isEmpty() ? words : raw == null ? before : raw.toString();
    }

    private String words(JsonArray content) {
        var output = new StringBuilder();
        for (var one : content) {
            if (one instanceof JsonObject part) {
                switch (part.getString("type", "")) {
                    case "content" -> output.append(text(part.getValue("content")));
                    case "diff" -> output.append(diff(part));
                    default -> {
                        // A terminal, which is told of by its name.
                    }
                }
            }
        }
        return output.toString();
    }

    private String diff(JsonObject part) {
        var old = part.getString("oldText");
        return "--- " + paths.forRules(part.getString("path")) + "\n" + (old == null ? "" : old) + "\n+++\n"
                + part.getString("newText", "") + "\n";
    }

    private static String terminal(JsonArray content) {
        String terminal = null;
        for (var one : content) {
            if (one instanceof JsonObject part && part.getString("type", "").equals("terminal")) {
                terminal = part.getString("terminalId");
            }
        }
        return terminal;
    }

    /** The files that {@code call} says it is about, for rules. */
    List<String> paths(JsonObject call) {
        return Stream.of("locations", "content")
                .flatMap(list -> call.getJsonArray(list, new JsonArray()).stream())
                .filter(JsonObject.class::isInstance)
                .map(place -> ((JsonObject) place).getString("path"))
                .filter(Objects::nonNull)
                .map(paths::forRules)
                .toList();
    }

    /** The tool, as rules name it, that does things of this kind. */
    static String tool(String kind) {
        return switch (kind) {
            case "read" -> "read";
            case "edit" -> "edit";
            case "delete", "move" -> "write";
            case "search" -> "search";
            case "execute" -> "run";
            default -> "other";
        };
    }
}
