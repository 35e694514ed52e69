package dev.trestle.gateway.access;

import dev.trestle.bus.Caller;
import dev.trestle.bus.Wire;
import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Nullable;
import dev.trestle.wire.Operation;
import dev.trestle.wire.Protocol;
import dev.trestle.wire.Pty;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who did what, where, to what and from where, never what was in it: one JSON object for each event, on the logger
 * {@link #LOGGER}. Whoever listens to that must not make the event loop wait.
 */
public final class Audit {

    /** The name of the logger, whose messages are JSON. */
    public static final String LOGGER = "trestle.audit";

    private static final Logger LINES = LoggerFactory.getLogger(LOGGER);
    private static final String DONE = "OK";

    /** What opens something, to the name of that in its answer. */
    private static final Map<String, String> OPENING =
            Map.of(Pty.OPEN.name(), "terminal", Agents.START.name(), "session");

    private static final Set<String> DENIED =
            Set.of(ErrorCode.FORBIDDEN.name(), ErrorCode.UNAUTHENTICATED.name(), ErrorCode.RATE_LIMITED.name());

    private record Line(
            String time,
            String node,
            String event,
            String outcome,
            @Nullable String reason,
            @Nullable String principal,
            @Nullable String from,
            @Nullable String connection,
            @Nullable String operation,
            @Nullable String workspace,
            @Nullable String path,
            @Nullable String to,
            @Nullable String topic,
            @Nullable String name,
            @Nullable String opened,
            @Nullable String call) {}

    private final String node;

    public Audit(String node) {
        this.node = node;
    }

    /** Somebody came in by {@code connection}, or has proved again who they are. */
    public void admitted(Principal who, String connection) {
        write("authenticate", DONE, null, who.name(), who.from(), connection);
    }

    /** Somebody at {@code from} brought what proves nothing, or not enough, and {@code why}; they are not told. */
    public void refused(String from, String why) {
        write("authenticate", ErrorCode.UNAUTHENTICATED.name(), why, null, from, null);
    }

    /** The settings were read again; {@code why} they were refused, or {@code null}. */
    public void reloaded(String why) {
        write("reload", why == null ? DONE : "REFUSED", why, null, null, null);
    }

    private void write(String event, String outcome, String reason, String who, String from, String connection) {
        if (LINES.isInfoEnabled()) {
            write(new Line(
                    now(),
                    node,
                    event,
                    outcome,
                    Subject.cut(reason),
                    who,
                    from,
                    connection,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null));
        }
    }

    /**
     * A call about {@code workspace}, which is {@code null} for those about topics, has ended; what only reads is told of
     * where it is denied.
     */
    public void called(
            Principal who,
            String operation,
            String workspace,
            Buffer params,
            Caller caller,
            AsyncResult<Buffer> ended) {
        if (!LINES.isInfoEnabled()) {
            return;
        }
        var failure = ended.failed() ? (Failure) ended.cause() : null;
        var outcome = failure == null ? DONE : failure.code().name();
        boolean hidden = failure != null && workspace != null && !who.sees(workspace);
        boolean denied = hidden || DENIED.contains(outcome);
        if (denied || leavesTrace(operation, outcome)) {
            var subject = Subject.of(params);
            write(new Line(
                    now(),
                    node,
                    "call",
                    outcome,
                    denied ? Subject.cut(failure.getMessage()) : null,
                    who.name(),
                    who.from(),
                    null,
                    Subject.cut(operation),
                    Subject.cut(workspace),
                    subject.named("from", "path"),
                    subject.named("to"),
                    subject.named("topic"),
                    subject.named("event", "agent"),
                    opened(operation, ended),
                    caller.call()));
        }
    }

    /** The terminal or session that is there because of the call, or {@code null}. */
    private static String opened(String operation, AsyncResult<Buffer> ended) {
        boolean opened = ended.succeeded() && OPENING.containsKey(operation);
        return opened ? Subject.of(ended.result()).named(OPENING.get(operation)) : null;
    }

    /** What is done in a terminal or a session is not told of, but that one is opened is. */
    private static boolean leavesTrace(String operation, String outcome) {
        return Protocol.writes(operation)
                && !outcome.equals(ErrorCode.UNKNOWN_OPERATION.name())
                && Protocol.operation(operation).flatMap(Operation::handle).isEmpty();
    }

    private static String now() {
        return Instant.now().toString();
    }

    private static void write(Line line) {
        LINES.info(new String(Wire.encode(line), StandardCharsets.UTF_8));
    }
}
