package dev.trestle.verticle.agent.backend.acp;

import dev.trestle.bus.Failures;
import dev.trestle.config.NamedAgent;
import dev.trestle.verticle.agent.backend.Backend;
import dev.trestle.verticle.agent.backend.Ending;
import dev.trestle.verticle.agent.backend.Host;
import dev.trestle.verticle.agent.backend.Opening;
import dev.trestle.verticle.agent.backend.Wanted;
import dev.trestle.wire.AgentEvents.StopReason;
import dev.trestle.wire.AgentEvents.Usage;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An agent that is a program: started for one session, told of prompts, ended with the session. */
public final class AcpBackend implements Backend {

    private static final int VERSION = 1;

    /** How long a program may take until it can be prompted, in seconds; callers wait for half a minute. */
    private static final long START_WITHIN = 25;

    private final NamedAgent agent;
    private final Opening opening;
    private final int mostBytes;
    private final Starter starter;
    private final WorkerExecutor threads;
    private final Client client;
    private Program program;
    private Wires wires;
    private Peer peer;
    private Blocks blocks;
    private Host host;
    private String sessionId;
    private volatile boolean closed;

    /**
     * For one session.
     *
     * @param mostBytes of one message
     * @param threads for what blocks
     */
    public AcpBackend(NamedAgent agent, Opening opening, int mostBytes, Starter starter, WorkerExecutor threads) {
        this.agent = agent;
        this.opening = opening;
        this.mostBytes = mostBytes;
        this.starter = starter;
        this.threads = threads;
        this.client = new Client(opening, () -> host);
    }

    @Override
    public Future<Void> start() {
        return threads.executeBlocking(() -> starter.start(agent, opening.root(), opening.directory()), false)
                .compose(started -> {
                    program = started;
                    peer = new Peer(message -> wires.send(message), client);
                    wires = new Wires(started, opening.loop(), mostBytes, peer::receive, this::lost);
                    return initialize().compose(this::open);
                })
                .timeout(START_WITHIN, TimeUnit.SECONDS)
                .recover(cause -> Future.failedFuture(refusal(cause)));
    }

    private static Failure refusal(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return new Failure(ErrorCode.TIMEOUT, "the agent was not ready within " + START_WITHIN + " s");
        }
        return cause instanceof ClassCastException
                ? new Failure(ErrorCode.UNAVAILABLE, "the agent says what is no message of the protocol")
                : Failures.from(cause);
    }

    /** On any thread. The session hears of it first: it is over, and not only the turn. */
    private void lost(Failure why) {
        if (closed) {
            return;
        }
        opening.loop().runOnContext(now -> {
            if (!closed) {
                opening.broken().accept(why);
                peer.fail(why);
            }
        });
    }

    private Future<JsonObject> initialize() {
        var files = new JsonObject().put("readTextFile", true).put("writeTextFile", true);
        return peer.ask(
                "initialize",
                new JsonObject()
                        .put("protocolVersion", VERSION)
                        .put(
                                "clientCapabilities",
                                new JsonObject().put("fs", files).put("terminal", true))
                        .put(
                                "clientInfo",
                                new JsonObject().put("name", "trestle").put("version", "1")));
    }

    /** A new conversation, or the one of the session to go on from, by whichever way the agent has for that. */
    private Future<Void> open(JsonObject initialized) {
        if (!Integer.valueOf(VERSION).equals(initialized.getValue("protocolVersion"))) {
            throw new Failure(
                    ErrorCode.UNSUPPORTED,
                    "the agent speaks version " + initialized.getValue("protocolVersion")
                            + " of the protocol, and not 1");
        }
        var able = initialized.getJsonObject("agentCapabilities", new JsonObject());
        blocks = new Blocks(opening.root(), able.getJsonObject("promptCapabilities", new JsonObject()));
        var place = new JsonObject().put("cwd", opening.directory().toString()).put("mcpServers", new JsonArray());
        var way = "session/new";
        if (opening.token() != null) {
            way = wayBack(able);
            place.put("sessionId", opening.token());
        }
        return peer.ask(way, place).map(opened -> {
            sessionId = opened.getString("sessionId", opening.token());
            client.opened(opened);
            return null;
        });
    }

    private static String wayBack(JsonObject able) {
        if (able.getJsonObject("sessionCapabilities", new JsonObject()).getValue("resume") != null) {
            return "session/resume";
        } else if (able.getBoolean("loadSession", false)) {
            return "session/load";
        }
        throw new Failure(ErrorCode.UNSUPPORTED, "this agent cannot go on with a session that has ended");
    }

    @Override
    public void check(Wanted wanted) {
        wanted.attachments().forEach(blocks::check);
    }

    @Override
    public Future<Ending> prompt(Wanted wanted, Host turn) {
        host = turn;
        return peer.ask("session/prompt", about().put("prompt", blocks.of(wanted)))
                .map(AcpBackend::ending)
                .onComplete(ended -> host = null);
    }

    private JsonObject about() {
        return new JsonObject().put("sessionId", sessionId);
    }

    private static Ending ending(JsonObject answer) {
        var reason = switch (answer.getString("stopReason", "end_turn")) {
            case "cancelled" -> StopReason.CANCELLED;
            case "refusal" -> StopReason.REFUSAL;
            case "max_tokens", "max_turn_requests" -> StopReason.MAX_TOKENS;
            default -> StopReason.END_TURN;
        };
        var usage = answer.getJsonObject("usage");
        return new Ending(
                reason,
                usage == null ? null : new Usage(usage.getLong("inputTokens", 0L), usage.getLong("outputTokens", 0L)));
    }

    @Override
    public void cancel() {
        peer.tell("session/cancel", about());
    }

    @Override
    public Future<Void> close() {
        if (closed) {
            return Future.succeededFuture();
        }
        closed = true;
        client.close();
        if (program == null) {
            return Future.succeededFuture();
        }
        peer.fail(new Failure(ErrorCode.UNAVAILABLE, "the agent was ended"));
        wires.close();
        Promise<Void> ended = Promise.promise();
        program.end().onComplete(gone -> opening.loop().runOnContext(now -> ended.handle(gone)));
        return ended.future();
    }

    @Override
    public String token() {
        return sessionId;
    }
}
