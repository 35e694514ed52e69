package dev.trestle.verticle.agent.backend.acp;

import dev.trestle.config.NamedAgent;
import dev.trestle.config.PtyConfig;
import dev.trestle.sandbox.Launch;
import dev.trestle.sandbox.Reaper;
import dev.trestle.sandbox.Sandbox;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Starts agents that are programs, and is the only place that does: in the sandbox of the settings, as the leader of a session
 * of its own, and marked, so that all it has started ends with it, when this process is killed as well.
 */
public final class Starter {

    private static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ");

    /** How long a program may take to end by itself. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Map<String, String> variables;
    private final Sandbox alone;
    private final Sandbox connected;
    private final Reaper reaper;

    /**
     * Blocks, for some milliseconds: another process stands guard from now on.
     *
     * @param variables those of this process
     */
    public Starter(PtyConfig config, Map<String, String> variables) {
        this.variables = variables;
        alone = Sandbox.of(config, false, variables);
        connected = Sandbox.of(config, true, variables);
        reaper = new Reaper(GRACE);
    }

    /** Whether programs can be started in these workspaces; blocks, for the start of a node. Refuses where a sandbox does not work. */
    public void check(Collection<Path> workspaces) {
        alone.check(workspaces);
        connected.check(workspaces);
    }

    /**
     * Starts {@code agent} in {@code directory} of the workspace {@code root}. Blocks.
     *
     * @throws Failure {@code UNAVAILABLE} when it cannot be started
     */
    Program start(NamedAgent agent, Path root, Path directory) {
        var sandbox = agent.connected() ? connected : alone;
        var wanted = new Launch(
                agent.command(),
                surroundings(variables, agent.env()),
                directory,
                agent.readable().stream().map(Path::of).toList(),
                agent.writable().stream().map(Path::of).toList());
        var mark = reaper.mark();
        var launch = mark.on(sandbox.prepare(root, wanted));
        var whole = new ArrayList<>(List.of("setsid"));
        whole.addAll(launch.command());
        var builder = new ProcessBuilder(whole).directory(launch.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        try {
            var process = builder.start();
            reaper.born(mark, process.pid());
            return new Program(process, () -> reaper.end(mark));
        } catch (IOException cause) {
            throw new Failure(ErrorCode.UNAVAILABLE, "the agent could not be started: " + cause.getMessage());
        }
    }

    /** Few of this process's variables, and of the secrets in them those that the settings name. */
    static Map<String, String> surroundings(Map<String, String> variables, List<String> granted) {
        var seen = new HashMap<String, String>();
        variables.forEach((name, value) -> {
            if (INHERITED.contains(name) || name.startsWith("LC_") || granted.contains(name)) {
                seen.put(name, value);
            }
        });
        return seen;
    }

    /** Ends all that was started, and this. */
    public Future<Void> close() {
        return reaper.close();
    }
}
