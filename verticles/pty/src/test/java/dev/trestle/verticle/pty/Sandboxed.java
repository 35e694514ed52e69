package dev.trestle.verticle.pty;

import dev.trestle.config.PtyConfig;
import dev.trestle.sandbox.Launch;
import dev.trestle.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Programs in a sandbox over one workspace. */
record Sandboxed(Sandbox sandbox, Path workspace) {

    static final PtyConfig.Limits LIMITS = new PtyConfig.Limits(64, 268_435_456, 4_194_304, 256);

    /** The variables of a process that starts sandboxes, with something to find in them. */
    static final Map<String, String> WORKER = Map.of(
            "PATH",
            "/usr/local/bin:/usr/bin:/bin",
            "HOME",
            "/home/somebody",
            "TRESTLE_TOKEN",
            "a-secret-of-the-worker");

    static PtyConfig config(boolean network, List<String> readable) {
        return config(PtyConfig.Sandbox.BUBBLEWRAP, network, readable);
    }

    static PtyConfig config(PtyConfig.Sandbox kind, boolean network, List<String> readable) {
        return new PtyConfig(
                null,
                64,
                64,
                2,
                1 << 20,
                1 << 20,
                1 << 20,
                PtyConfig.ResizePolicy.LATEST,
                1_000,
                1_800_000,
                300_000,
                kind,
                network,
                readable,
                65_536,
                600_000,
                1 << 20,
                1000,
                LIMITS);
    }

    static Sandboxed in(Path workspace) {
        return new Sandboxed(Sandbox.of(config(false, List.of()), WORKER), workspace);
    }

    Launch launch(String... command) {
        var variables = new Surroundings(WORKER, null, 65_536).of("demo", "t1", Map.of());
        return sandbox.prepare(workspace, new Launch(List.of(command), variables, workspace));
    }

    Tty start(String... command) {
        return Tty.start(launch(command));
    }

    /** What a script for sh writes, and its exit code in the last line. */
    String run(String script) throws Exception {
        try (var tty = start("/bin/sh", "-c", script + "\necho \"--$?--\"")) {
            var matcher = tty.await("(?s)(.*)--(\\d+)--");
            return matcher.group(1).replace("\r", "") + matcher.group(2);
        }
    }
}
