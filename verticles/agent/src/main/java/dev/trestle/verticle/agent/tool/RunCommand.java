package dev.trestle.verticle.agent.tool;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Runs a command of the shell in a terminal, to which people can attach while it runs. */
final class RunCommand implements Tool {

    private static final About ABOUT = new About(
            "run",
            "run",
            "execute",
            "Runs a command of the shell in the workspace; tells its output, the last 64 KiB, and its exit code.",
            List.of(new Parameter("command", "The command, as one types it.", true)));

    /** How much of the output an agent is told, in bytes: the end of it. */
    private static final int MOST = 65_536;

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public String title(JsonObject input) {
        return "Run " + input.getString("command");
    }

    @Override
    public String path(JsonObject input) {
        return null;
    }

    @Override
    public Future<Outcome> use(JsonObject input, Reach reach, Progress progress) {
        var command = new Terminal.Command(List.of("/bin/sh", "-c", input.getString("command")), null, Map.of(), MOST);
        return Terminal.open(reach, command).compose(terminal -> {
            progress.terminal(terminal.id());
            progress.onCancel(terminal::release);
            return terminal.exited().map(exit -> {
                terminal.release();
                var text = terminal.output() + "(exit code " + exit.code() + ")";
                return exit.code() == 0 ? Outcome.of(text) : Outcome.failure(text);
            });
        });
    }
}
