package dev.trestle.config;

import java.util.Locale;

/**
 * One of {@code agent.permissions}: what is said when an agent wants to use a tool.
 *
 * @param tool the name of a tool, or {@code *} for any
 * @param path a glob for the path that it is about, or {@code null} for any and none
 */
public record PermissionRule(Answer answer, String tool, String path) {

    /** What is said. */
    public enum Answer {
        ALLOW,
        ASK,
        DENY
    }

    private static final String SHAPE = "(allow|ask|deny) (\\*|[a-z]+)( [^\\s]+)?";

    static boolean isOne(String text) {
        return text.matches(SHAPE);
    }

    /** The rule that is written {@code ANSWER TOOL [GLOB]}. */
    public static PermissionRule of(String text) {
        var words = text.split(" ");
        return new PermissionRule(
                Answer.valueOf(words[0].toUpperCase(Locale.ROOT)), words[1], words.length == 3 ? words[2] : null);
    }
}
