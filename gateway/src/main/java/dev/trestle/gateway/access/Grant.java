package dev.trestle.gateway.access;

import dev.trestle.bus.Glob;
import java.util.List;

/**
 * A permission: these operations, in these workspaces, on these topics.
 *
 * @param operations names of operations, such as {@code fs.read} or {@code git.*}
 * @param workspaces ids of workspaces
 * @param topics names of topics, which the {@code topic.*} operations need besides
 */
public record Grant(List<Glob> operations, List<Glob> workspaces, List<Glob> topics) {

    /** Everything, everywhere: the owner's. */
    public static final Grant ALL = new Grant(List.of(Glob.ANY), List.of(Glob.ANY), List.of(Glob.ANY));

    public Grant {
        operations = List.copyOf(operations);
        workspaces = List.copyOf(workspaces);
        topics = List.copyOf(topics);
    }

    boolean covers(String operation) {
        return any(operations, operation);
    }

    boolean reaches(String workspace) {
        return any(workspaces, workspace);
    }

    boolean touches(String topic) {
        return any(topics, topic);
    }

    private static boolean any(List<Glob> globs, String name) {
        for (var glob : globs) {
            if (glob.matches(name)) {
                return true;
            }
        }
        return false;
    }
}
