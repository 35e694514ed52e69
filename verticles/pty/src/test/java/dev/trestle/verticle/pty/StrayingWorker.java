package dev.trestle.verticle.pty;

import dev.trestle.config.PtyConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A process with terminals, to be killed: in {@code args[0]}, with the sandbox {@code args[1]}, running {@code args[2]}. */
final class StrayingWorker {

    private StrayingWorker() {}

    public static void main(String[] args) throws Exception {
        var config = new PtyConfig(PtyConfig.Sandbox.valueOf(args[1]), false, List.of(), 0, 1000, Sandboxed.LIMITS);
        var workspace = Path.of(args[0]);
        var reaper = new Reaper(Duration.ofSeconds(1));
        var wanted = new Launch(
                List.of("/bin/bash", "-c", args[2] + "\nsleep 1000"), Map.of("PATH", "/usr/bin:/bin"), workspace);
        var launch = reaper.mark().on(Sandbox.of(config, System.getenv()).prepare(workspace, wanted));
        // Started by a thread that ends at once, as threads of pools do.
        var starting = new Thread(() -> Tty.start(launch));
        starting.start();
        starting.join();
        System.out.println(reaper.guard());
        System.in.read();
    }
}
