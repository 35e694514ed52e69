package dev.trestle.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trestle attach}: a terminal of a running gateway, in this one. */
@Command(
        name = "attach",
        header = "Use a terminal of a running gateway in this one.",
        description = {"", "Ctrl-] leaves it; the terminal goes on, and attach comes back to it.", ""},
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  trestle attach              the newest terminal, or a new one if there is none",
            "  trestle attach --new        a new one",
            "  trestle attach build        the one of that name, or whose id begins so",
            "",
            "Exit codes: 0 left or ended, 2 wrong usage, 3 the server refused, 1 anything else."
        })
final class Attach implements Callable<Integer> {

    private static final int LEAVE = 0x1d;

    private final InputStream standardInput;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Parameters(arity = "0..1", paramLabel = "TERMINAL", description = "A name, or how an id begins.")
    private String wanted;

    @Option(names = "--new", description = "Open a new terminal.")
    private boolean fresh;

    @Mixin
    private final WorkspaceOptions workspace;

    Attach(Map<String, String> environment, InputStream standardInput) {
        this.workspace = new WorkspaceOptions(environment);
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() throws InterruptedException {
        var gateway = workspace.gateway();
        var url = gateway.url();
        var token = gateway.token();
        var params = JsonNodeFactory.instance.objectNode().put("workspace", workspace.id());
        var listed = gateway.remote().result("pty.list", params);
        var found = fresh ? null : find(listed.get("terminals"));
        var address =
                URI.create(url.replaceFirst("^http", "ws").replaceFirst("/*$", "/ws?workspace=" + workspace.id()));
        try (var terminal = RawTerminal.open()) {
            use(terminal, address, token, found);
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof CommandException known
                    ? known
                    : CommandException.broken("cannot connect to " + url + ": "
                            + failed.getCause().getMessage());
        }
        return ExitCode.DONE;
    }

    /** Until it ends or is left; opens one when none was {@code found}. */
    private void use(RawTerminal terminal, URI address, String token, String found) {
        var socket = new TerminalSocket(workspace.gateway().client(), new FileOutputStream(FileDescriptor.out));
        var params = JsonNodeFactory.instance.objectNode();
        int[] size = terminal.size();
        if (found == null) {
            socket.begin(address, token, "pty.open", params.put("cols", size[0]).put("rows", size[1]));
        } else {
            socket.begin(
                    address, token, "pty.attach", params.put("terminal", found).put("snapshot", true));
            socket.resize(size);
        }
        Signals.onEach("WINCH", () -> socket.resize(terminal.size()));
        var keys = new Thread(() -> pass(socket), "keys");
        keys.setDaemon(true);
        keys.start();
        end(socket.ended().join());
    }

    private String find(JsonNode terminals) {
        String found = null;
        for (var terminal : terminals) {
            var id = terminal.get("terminal").textValue();
            boolean fits = wanted == null
                    ? !terminal.has("exit")
                    : id.startsWith(wanted) || terminal.get("name").textValue().equals(wanted);
            found = fits ? id : found;
        }
        if (found == null && wanted != null) {
            throw CommandException.misused(
                    "no terminal is called \"" + wanted + "\"; trestle call pty.list shows them");
        }
        return found;
    }

    private void pass(TerminalSocket socket) {
        var keys = new byte[4096];
        try {
            for (int read = standardInput.read(keys); read >= 0; read = standardInput.read(keys)) {
                int length = 0;
                while (length < read && keys[length] != LEAVE) {
                    length++;
                }
                if (length > 0) {
                    socket.type(keys.clone(), length);
                }
                if (length < read) {
                    break;
                }
            }
        } catch (IOException gone) {
            // As if it had ended.
        }
        socket.ended().complete("left; it goes on");
    }

    private void end(String why) {
        spec.commandLine().getErr().print("\r\n[" + why + "]\r\n");
        spec.commandLine().getErr().flush();
    }
}
