package dev.trestle.verticle.pty;

import dev.trestle.config.PtyConfig;
import dev.trestle.sandbox.Launch;
import dev.trestle.sandbox.Reaper;
import dev.trestle.sandbox.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A process to be killed: in {@code args[0]}, with a terminal for each sandbox that there is, running {@code args[1]}. */
final class StrayingWorker {

    private StrayingWorker() {}

    public static void main(String[] args) throws Exception {
        var workspace = Path.of(args[0]);
        var wanted = new Launch(
                List.of("/bin/bash", "-c", args[1] + "\nsleep 1000"), Map.of("PATH", "/usr/bin:/bin"), workspace);
        var reaper = new Reaper(Duration.ofSeconds(1));
        for (var kind : PtyConfig.Sandbox.values()) {
            var config = Sandboxed.config(kind, false, List.of());
            var launch = reaper.mark().on(Sandbox.of(config, System.getenv()).prepare(workspace, wanted));
            // Started by a thread that ends at once, as threads of pools do.
            var starting = new Thread(() -> Tty.start(launch));
            starting.start();
            starting.join();
        }
        System.out.println(reaper.guard());
        System.in.read();
    }
}
