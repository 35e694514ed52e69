package dev.trestle.config;

import java.util.List;
import java.util.Set;

/**
 * One of {@code agents}: how it is reached.
 *
 * @param description what it is, in one sentence; {@code null} for none
 * @param command for acp: the program and its arguments
 * @param env for acp: the names of variables of this process that the program is given
 * @param network for acp: whether it reaches the network where it runs in a sandbox; {@code null} means yes
 * @param readable for acp: what a sandbox shows it read-only beside the system itself; absolute paths
 * @param writable for acp: what it may write in a sandbox beside its workspace; absolute paths
 * @param url for openai: where the endpoint begins, such as {@code http://127.0.0.1:11434/v1}
 * @param model for openai: the name of the model
 * @param key for openai: where the API key is, {@code env:NAME} or {@code file:PATH}; {@code null} for none
 * @param images for openai: whether the model looks at images; {@code null} means no
 * @param instructions for openai: what the model is told before all; {@code null} for words of our own
 * @param tools what it may use; all there are when empty
 */
public record NamedAgent(
        Kind kind,
        String description,
        List<String> command,
        List<String> env,
        Boolean network,
        List<String> readable,
        List<String> writable,
        String url,
        String model,
        String key,
        Boolean images,
        String instructions,
        List<String> tools) {

    /** How an agent is reached. */
    public enum Kind {
        DEMO,
        ACP,
        OPENAI,
        OFF
    }

    /** The tools there are, as permissions and {@link #tools} name them. */
    public static final Set<String> TOOLS = Set.of("read", "list", "search", "write", "edit", "run", "git");

    public NamedAgent {
        command = List.copyOf(command);
        env = List.copyOf(env);
        readable = List.copyOf(readable);
        writable = List.copyOf(writable);
        tools = List.copyOf(tools);
    }

    /** Whether it reaches the network from a sandbox, which most need for their model. */
    public boolean connected() {
        return network == null || network;
    }

    /** Whether a prompt may bring images. */
    public boolean takesImages() {
        return Boolean.TRUE.equals(images);
    }

    private static void checkPaths(String key, List<String> paths) {
        for (int i = 0; i < paths.size(); i++) {
            var path = paths.get(i);
            Require.that(
                    path.matches("/[^\\x00]*"), key + "[" + i + "]", "must be an absolute path, not \"" + path + "\"");
        }
    }

    /** Refuses what cannot work; {@code at} is where it stands. */
    void check(String at) {
        Require.present(at + ".kind", kind);
        for (int i = 0; i < tools.size(); i++) {
            var tool = tools.get(i);
            Require.that(
                    TOOLS.contains(tool),
                    at + ".tools[" + i + "]",
                    "must be one of "
                            + String.join(", ", TOOLS.stream().sorted().toList()) + ", not \"" + tool + "\"");
        }
        checkPaths(at + ".readable", readable);
        checkPaths(at + ".writable", writable);
        if (kind == Kind.ACP) {
            Require.that(!command.isEmpty(), at + ".command", "needs the program to start, such as [gemini, --acp]");
        }
        if (kind == Kind.OPENAI) {
            Require.that(
                    url != null && url.matches("https?://[^\\s?#]+"),
                    at + ".url",
                    "must be where the endpoint begins, such as http://127.0.0.1:11434/v1");
            Require.present(at + ".model", model);
            Require.that(
                    key == null || key.matches("env:[A-Za-z_][A-Za-z0-9_]*|file:/.+"),
                    at + ".key",
                    "must be env:NAME or file:/PATH, and not the key itself");
        }
    }
}
