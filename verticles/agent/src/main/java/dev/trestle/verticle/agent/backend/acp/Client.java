package dev.trestle.verticle.agent.backend.acp;

import dev.trestle.verticle.agent.backend.Host;
import dev.trestle.verticle.agent.backend.Opening;
import dev.trestle.wire.AgentEvents.Option;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Fs;
import dev.trestle.wire.OptionKind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What an agent may ask its client for: files, terminals, permission. Served by the other services of the workspace. */
final class Client implements Peer.Answers {

    private final Opening opening;
    private final Paths paths;
    private final Terminals terminals;
    private final Updates updates;
    private final Traits traits;
    private final Supplier<Host> host;

    /** For the session of {@code opening}; {@code host} is that of the prompt being answered, or {@code null}. */
    Client(Opening opening, Supplier<Host> host) {
        this.opening = opening;
        this.host = host;
        paths = new Paths(opening.root());
        terminals = new Terminals(opening.toolbox().reach(), paths);
        updates = new Updates(paths);
        traits = new Traits(opening.traits());
    }

    @Override
    public void hear(String method, JsonObject params) {
        if (method.equals("session/update") && params.getValue("update") instanceof JsonObject update) {
            traits.hear(update);
            var listening = host.get();
            if (listening != null) {
                updates.pass(update, listening);
            }
        }
    }

    /** The conversation is open, and this is what the agent has answered. */
    void opened(JsonObject answer) {
        traits.begin(answer);
    }

    @Override
    public Future<JsonObject> answer(String method, JsonObject params) {
        return switch (method) {
            case "fs/read_text_file" -> read(params);
            case "fs/write_text_file" -> write(params);
            case "session/request_permission" -> permit(params);
            case "terminal/create" -> allowed("run", List.of()).compose(allowed -> terminals.create(params));
            case "terminal/output" -> terminals.output(params);
            case "terminal/wait_for_exit" -> terminals.waitForExit(params);
            case "terminal/kill" -> terminals.kill(params);
            case "terminal/release" -> terminals.release(params);
            default -> throw new Failure(ErrorCode.UNKNOWN_OPERATION, "this client does not serve " + method);
        };
    }

    /** The agent asks for permission itself; what the rules deny is denied all the same. */
    private Future<Void> allowed(String tool, List<String> paths) {
        var listening = host.get();
        var denied = opening.toolbox().find(tool) == null || listening == null
                ? Future.succeededFuture(opening.toolbox().find(tool) == null)
                : listening.forbids(tool, paths);
        return denied.map(no -> {
            if (no) {
                throw new Failure(ErrorCode.FORBIDDEN, "the rules of this workspace deny " + tool);
            }
            return null;
        });
    }

    private Future<JsonObject> read(JsonObject params) {
        var path = paths.inWorkspace(params.getString("path"));
        return allowed("read", List.of(path))
                .compose(allowed ->
                        opening.toolbox().reach().call(Fs.READ, new Fs.Read(path, 0, null, Fs.Encoding.UTF8)))
                .map(read -> new JsonObject()
                        .put("content", lines(read.content(), params.getInteger("line"), params.getInteger("limit"))));
    }

    /** {@code limit} lines of {@code text} from line {@code line}, which counts from 1; either may be {@code null}. */
    private static String lines(String text, Integer line, Integer limit) {
        int start = 0;
        for (int skipped = 1; line != null && skipped < line && start >= 0; skipped++) {
            start = text.indexOf('\n', start) + 1;
            if (start == 0) {
                return "";
            }
        }
        int end = start;
        for (int taken = 0; limit != null && taken < limit; taken++) {
            int next = text.indexOf('\n', end);
            if (next < 0) {
                return text.substring(start);
            }
            end = next + 1;
        }
        return limit == null ? text.substring(start) : text.substring(start, end);
    }

    private Future<JsonObject> write(JsonObject params) {
        var path = paths.inWorkspace(params.getString("path"));
        var content = params.getString("content");
        if (content == null) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "content must be a text");
        }
        var write = new Fs.Write(path, content, Fs.Encoding.UTF8, null, true, true);
        return allowed("write", List.of(path))
                .compose(allowed -> opening.toolbox().reach().call(Fs.WRITE, write))
                .map(written -> new JsonObject());
    }

    private Future<JsonObject> permit(JsonObject params) {
        var listening = host.get();
        var call = params.getJsonObject("toolCall", new JsonObject());
        var options = options(params.getJsonArray("options", new JsonArray()));
        if (listening == null || options.isEmpty()) {
            return Future.succeededFuture(outcome(null));
        }
        var use = updates.use(call);
        var question = new Host.Question(
                Updates.tool(use.kind()), updates.paths(call), use.title(), use.call(), use.input(), options);
        return listening.ask(question).map(Client::outcome);
    }

    private static List<Option> options(JsonArray offered) {
        var options = new ArrayList<Option>();
        for (var one : offered) {
            if (one instanceof JsonObject option) {
                options.add(new Option(
                        option.getString("optionId"), option.getString("name"), kind(option.getString("kind"))));
            }
        }
        return options;
    }

    private static OptionKind kind(String name) {
        try {
            return OptionKind.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            return OptionKind.REJECT_ONCE;
        }
    }

    private static JsonObject outcome(Option chosen) {
        var outcome = new JsonObject().put("outcome", chosen == null ? "cancelled" : "selected");
        if (chosen != null) {
            outcome.put("optionId", chosen.id());
        }
        return new JsonObject().put("outcome", outcome);
    }

    /** Ends the terminals that the agent has left. */
    void close() {
        terminals.releaseAll();
    }
}
