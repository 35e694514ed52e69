package dev.trestle.verticle.agent.session;

import dev.trestle.config.PermissionRule;
import dev.trestle.config.PermissionRule.Answer;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is said when an agent wants to use a tool: the rules of the settings, and what people said for good. */
final class Policy {

    /** As the answers are written down: allow, ask, deny. */
    private static final Comparator<Answer> STRICTNESS = Comparator.naturalOrder();

    private final List<PermissionRule> rules;
    private final Map<String, Boolean> lasting = new HashMap<>();

    Policy(List<PermissionRule> rules) {
        this.rules = rules;
    }

    /**
     * What to do when {@code tool} is to be used.
     *
     * @param names of all that it is about, by {@link Whereabouts}; the strictest answer counts
     * @param title what exactly it does
     */
    Answer answer(String tool, List<String> names, String title) {
        var ruled = rule(tool, names);
        var said = lasting.get(key(tool, title));
        return ruled == Answer.DENY || said == null ? ruled : said ? Answer.ALLOW : Answer.DENY;
    }

    private Answer rule(String tool, List<String> names) {
        return names.isEmpty()
                ? rule(tool, (String) null)
                : names.stream().map(name -> rule(tool, name)).max(STRICTNESS).orElseThrow();
    }

    private Answer rule(String tool, String name) {
        return rules.stream()
                .filter(rule -> fits(rule, tool, name))
                .map(PermissionRule::answer)
                .findFirst()
                .orElse(Answer.ASK);
    }

    private static boolean fits(PermissionRule rule, String tool, String name) {
        boolean sameTool = rule.tool().equals("*") || rule.tool().equals(tool);
        return sameTool && (rule.path() == null || name != null && matches(rule.path(), name));
    }

    private static boolean matches(String glob, String name) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(name));
        } catch (InvalidPathException noFile) {
            return false;
        }
    }

    /** Whether the rules say no; any thread may ask. */
    boolean forbids(String tool, List<String> names) {
        return rule(tool, names) == Answer.DENY;
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
