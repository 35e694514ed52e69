package dev.trestle.verticle.agent.backend.acp;

import dev.trestle.verticle.agent.tool.Reach;
import dev.trestle.verticle.agent.tool.Terminal;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Pty;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The terminals of one agent: those of the workspace, to which people can attach, by the same names. */
final class Terminals {

    private static final int KEPT = 1_048_576;
    private static final int LEAST = 1_024;

    private final Reach reach;
    private final Paths paths;
    private final Map<String, Terminal> terminals = new HashMap<>();

    Terminals(Reach reach, Paths paths) {
        this.reach = reach;
        this.paths = paths;
    }

    Future<JsonObject> create(JsonObject params) {
        var directory = params.getString("cwd") == null ? null : paths.inWorkspace(params.getString("cwd"));
        int most = Math.min(KEPT, Math.max(LEAST, params.getInteger("outputByteLimit", KEPT)));
        var command = new Terminal.Command(program(params), directory, variables(params), most);
        return Terminal.open(reach, command).map(terminal -> {
            terminals.put(terminal.id(), terminal);
            return new JsonObject().put("terminalId", terminal.id());
        });
    }

    /** Some agents send a line for the shell, without arguments. */
    private static List<String> program(JsonObject params) {
        var command = params.getString("command");
        if (command == null || command.isBlank()) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "command must be a text");
        }
        var arguments = params.getJsonArray("args", new JsonArray());
        if (arguments.isEmpty()) {
            return List.of("/bin/sh", "-c", command);
        }
        var program = new ArrayList<>(List.of(command));
        arguments.forEach(argument -> program.add((String) argument));
        return program;
    }

    private static Map<String, String> variables(JsonObject params) {
        var variables = new HashMap<String, String>();
        for (var one : params.getJsonArray("env", new JsonArray())) {
            var variable = (JsonObject) one;
            variables.put(variable.getString("name"), variable.getString("value"));
        }
        return variables;
    }

    Future<JsonObject> output(JsonObject params) {
        var terminal = find(params);
        var output = new JsonObject().put("output", terminal.output()).put("truncated", terminal.truncated());
        var exited = terminal.exited();
        if (exited.succeeded()) {
            output.put("exitStatus", status(exited.result()));
        }
        return Future.succeededFuture(output);
    }

    Future<JsonObject> waitForExit(JsonObject params) {
        return find(params).exited().map(Terminals::status);
    }

    private static JsonObject status(Pty.Exit exit) {
        return exit.signal() == null
                ? new JsonObject().put("exitCode", exit.code()).putNull("signal")
                : new JsonObject().putNull("exitCode").put("signal", exit.signal());
    }

    Future<JsonObject> kill(JsonObject params) {
        return find(params).kill().map(killed -> new JsonObject());
    }

    Future<JsonObject> release(JsonObject params) {
        var terminal = find(params);
        terminals.remove(terminal.id());
        terminal.release();
        return Future.succeededFuture(new JsonObject());
    }

    private Terminal find(JsonObject params) {
        var terminal = terminals.get(params.getString("terminalId"));
        if (terminal == null) {
            throw new Failure(ErrorCode.NOT_FOUND, "no such terminal: " + params.getString("terminalId"));
        }
        return terminal;
    }

    void releaseAll() {
        terminals.values().forEach(Terminal::release);
        terminals.clear();
    }
}
