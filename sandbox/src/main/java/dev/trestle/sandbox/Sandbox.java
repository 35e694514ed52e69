package dev.trestle.sandbox;

import dev.trestle.config.PtyConfig;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/** What keeps the programs of a workspace apart from this machine. Any thread may call that may block for some milliseconds. */
public interface Sandbox {

    /** The one that the settings ask for; {@code worker} are the variables of this process. */
    static Sandbox of(PtyConfig config, Map<String, String> worker) {
        return of(config, config.network(), worker);
    }

    /** As {@link #of(PtyConfig, Map)}, for programs that reach the network or not, whatever terminals may. */
    static Sandbox of(PtyConfig config, boolean network, Map<String, String> worker) {
        return switch (config.sandbox()) {
            case NONE -> new NoSandbox();
            case BUBBLEWRAP -> new Bubblewrap(config, network, worker);
        };
    }

    /**
     * Tries once whether it works on this machine, for these workspaces. Blocks, for some 20 ms; for the start of a node.
     *
     * @throws dev.trestle.config.ConfigException when it does not: there is no falling back to less
     */
    void check(Collection<Path> workspaces);

    /**
     * What is to be started, once, so that {@code wanted} runs in here. How it ends is told by the exit code, which is 128
     * and the signal's number where a signal ended it.
     *
     * @param workspace the workspace's directory, which is what can be written; {@code wanted.directory()} lies in it
     */
    Launch prepare(Path workspace, Launch wanted);
}
