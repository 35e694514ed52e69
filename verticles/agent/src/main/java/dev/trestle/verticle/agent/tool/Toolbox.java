package dev.trestle.verticle.agent.tool;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tools of one session, and what they reach. */
public final class Toolbox {

    private static final List<Tool> ALL = List.of(
            new ReadFile(),
            new ListDirectory(),
            new SearchFiles(),
            new WriteFile(),
            new EditFile(),
            new RunCommand(),
            AskGit.status(),
            AskGit.diff());

    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final Reach reach;

    /** Those of {@code groups}, or all when it is empty. */
    public Toolbox(Collection<String> groups, Reach reach) {
        this.reach = reach;
        var wanted = Set.copyOf(groups);
        for (var tool : ALL) {
            if (wanted.isEmpty() || wanted.contains(tool.about().group())) {
                tools.put(tool.about().name(), tool);
            }
        }
    }

    /** All there are. */
    public Collection<Tool> tools() {
        return tools.values();
    }

    /** The tool of that name, or {@code null}. */
    public Tool find(String name) {
        return tools.get(name);
    }

    /** What they reach. */
    public Reach reach() {
        return reach;
    }
}
