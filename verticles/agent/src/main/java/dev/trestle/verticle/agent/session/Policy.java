package dev.trestle.verticle.agent.session;

import dev.trestle.config.PermissionRule;
import dev.trestle.config.PermissionRule.Answer;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is said when an agent wants to use a tool: the rules of the settings, and what people said for good. */
final class Policy {

    private final List<PermissionRule> rules;
    private final Map<String, Boolean> lasting = new HashMap<>();

    Policy(List<PermissionRule> rules) {
        this.rules = rules;
    }

    /**
     * What to do when {@code tool} is to be used.
     *
     * @param path what it is about, or {@code null}
     * @param title what exactly it does
     */
    Answer answer(String tool, String path, String title) {
        var ruled = rule(tool, path);
        var said = lasting.get(key(tool, title));
        return ruled == Answer.DENY || said == null ? ruled : said ? Answer.ALLOW : Answer.DENY;
    }

    private Answer rule(String tool, String path) {
        return rules.stream()
                .filter(rule -> fits(rule, tool, path))
                .map(PermissionRule::answer)
                .findFirst()
                .orElse(Answer.ASK);
    }

    private static boolean fits(PermissionRule rule, String tool, String path) {
        boolean sameTool = rule.tool().equals("*") || rule.tool().equals(tool);
        return sameTool && (rule.path() == null || path != null && matches(rule.path(), path));
    }

    private static boolean matches(String glob, String path) {
        try {
            var normal = Path.of("/" + path).normalize();
            return FileSystems.getDefault()
                    .getPathMatcher("glob:" + glob)
                    .matches(Path.of("/").relativize(normal));
        } catch (InvalidPathException noFile) {
            return false;
        }
    }

    /** Whether the rules say no. */
    boolean forbids(String tool, String path) {
        return rule(tool, path) == Answer.DENY;
    }

    /** From now on the same thing is not asked again. */
    void remember(String tool, String title, boolean allowed) {
        lasting.put(key(tool, title), allowed);
    }

    /** The title says what exactly is done: a command, or a file. A yes to one command is none to another. */
    private static String key(String tool, String title) {
        return tool + '\n' + title;
    }
}
