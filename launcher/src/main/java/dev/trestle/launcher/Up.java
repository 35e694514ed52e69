package dev.trestle.launcher;

import dev.trestle.config.Settings;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trestle up}: runs a node until a signal ends it. */
@Command(
        name = "up",
        header = "Serve workspaces until Ctrl-C or SIGTERM.",
        description = {
            "",
            "When everything is ready, one line goes to standard output and nothing else ever does:",
            "  ready http://127.0.0.1:8080/?ticket=...",
            "The ticket opens one connection, once. A node without the role gateway says: ready.",
            "Before it comes a line for each dialect: dialect devex http://127.0.0.1:8081",
            "The log goes to standard error.",
            "",
            "Ctrl-C and SIGTERM drain: no new connections, calls in flight are answered, clients are told to "
                    + "come back. A second one ends at once.",
            ""
        },
        footerHeading = "%n",
        footer = {
            "Environment:",
            "  TRESTLE_TOKEN   the owner's token, 16 characters or more; without it a",
            "                  random one is made, and only the ticket lets anybody in",
            "  TRESTLE_...     any setting, such as TRESTLE_GATEWAY_PORT for gateway.port",
            "",
            "Examples:",
            "  trestle up                              the current folder, on 127.0.0.1:8080",
            "  trestle up ~/projects/demo --port 0     another folder, on a free port",
            "  trestle up --workspace api=/srv/api --workspace web=/srv/web",
            "  trestle up --config trestle.yaml --role fs",
            "",
            "Exit codes: 0 drained, 2 wrong usage or configuration, 1 anything else."
        })
final class Up implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Mixin
    private NodeOptions node;

    Up(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        // Whoever reads the ready line reads nothing but it, whatever a library or the JVM prints.
        System.setOut(System.err);
        Settings settings = node.read(environment).settings();
        Logging.configure(settings.log());
        Logging.audit(settings.access().audit());
        var running = runUntilReady(settings);
        if (node.hasFile() || Rereading.isOfUse(settings)) {
            // Without a file, a hang-up is what it is elsewhere: the terminal has gone, and so does the node.
            Signals.onEach(
                    "HUP",
                    new Rereading(
                            running, settings, () -> node.read(environment).settings()));
        }
        running.dialectLines().forEach(out::println);
        out.println(running.readyLine());
        // From here on a signal ends the process: see Ending.
        Thread.currentThread().join();
        return ExitCode.DONE;
    }

    private static RunningNode runUntilReady(Settings settings) throws Exception {
        var starting = Launcher.start(settings);
        var ending = Ending.onSignal(starting, settings.gateway().drainMs());
        try {
            return starting.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException failed) {
            ending.callOff();
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }
}
