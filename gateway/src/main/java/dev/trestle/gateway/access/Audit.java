package dev.trestle.gateway.access;

import dev.trestle.bus.Caller;
import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Operation;
import dev.trestle.wire.Protocol;
import dev.trestle.wire.Pty;
import dev.trestle.wire.Topics;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
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

    private final String node;
    private final Repeats repeats = new Repeats(Audit::write);

    public Audit(String node) {
        this.node = node;
    }

    /** Somebody came in by {@code connection}. */
    public void admitted(Principal who, String connection) {
        if (LINES.isInfoEnabled()) {
            write(admission(who).with("connection", connection));
        }
    }

    /** Somebody has proved who they are for one request over HTTP, or once more for a connection. */
    public void admitted(Principal who) {
        if (LINES.isInfoEnabled()) {
            repeats.add(admission(who));
        }
    }

    private AuditLine admission(Principal who) {
        return line("authenticate", DONE).with("principal", who.name()).with("from", who.from());
    }

    /** Somebody at {@code from} brought what proves nothing, or not enough, and {@code why}; they are not told. */
    public void refused(String from, Throwable why) {
        if (LINES.isInfoEnabled()) {
            var code = why instanceof Failure failure ? failure.code() : ErrorCode.UNAUTHENTICATED;
            repeats.add(line("authenticate", code.name())
                    .with("reason", why.getMessage())
                    .with("from", from));
        }
    }

    /** Nobody at {@code from} may come in that way, whoever they are. */
    public void turnedAway(String from, Failure why) {
        if (LINES.isInfoEnabled()) {
            repeats.add(line("connect", why.code().name())
                    .with("reason", why.getMessage())
                    .with("from", from));
        }
    }

    /** The settings were read again; {@code why} they were refused, or {@code null}. */
    public void reloaded(String why) {
        if (LINES.isInfoEnabled()) {
            write(line("reload", why == null ? DONE : "REFUSED").with("reason", why));
        }
    }

    /** Writes what is counted and not told yet. */
    public void tell() {
        repeats.tell();
    }

    /** {@code principal}, {@code null} for one who is not known, was refused before {@code operation} became a call. */
    public void denied(String principal, String from, String connection, String operation, Failure why) {
        if (LINES.isInfoEnabled() && DENIED.contains(why.code().name())) {
            repeats.add(line("call", why.code().name())
                    .with("reason", why.getMessage())
                    .with("principal", principal)
                    .with("from", from)
                    .with("connection", connection)
                    .with("operation", operation));
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
        if (LINES.isInfoEnabled()) {
            ended(who, operation, workspace, caller, ended, () -> Subject.of(params));
        }
    }

    /** Events were published on {@code topic}, or were not. */
    public void published(Principal who, String topic, Caller caller, AsyncResult<Buffer> ended) {
        if (LINES.isInfoEnabled()) {
            ended(who, Topics.PUBLISH.name(), null, caller, ended, () -> Subject.ofTopic(topic));
        }
    }

    private void ended(
            Principal who,
            String operation,
            String workspace,
            Caller caller,
            AsyncResult<Buffer> ended,
            Supplier<Subject> about) {
        var failure = ended.failed() ? (Failure) ended.cause() : null;
        var outcome = failure == null ? DONE : failure.code().name();
        boolean denied = failure != null && (DENIED.contains(outcome) || isHidden(who, workspace, about));
        if (!denied && !leavesTrace(operation, outcome)) {
            return;
        }
        var subject = about.get();
        var line = line("call", outcome)
                .with("reason", denied ? failure.getMessage() : null)
                .with("principal", who.name())
                .with("from", who.from())
                .with("operation", operation)
                .with("workspace", workspace)
                .with("path", subject.named("from", "path"))
                .with("to", subject.named("to"))
                .with("topic", subject.named("topic"))
                .with("name", subject.named("event", "agent"))
                .with("opened", opened(operation, ended))
                .with("call", caller.call());
        if (outcome.equals(ErrorCode.RATE_LIMITED.name())) {
            repeats.add(line);
        } else {
            write(line);
        }
    }

    /** Whether it is about a workspace that {@code who} cannot see, and so is not told from none. */
    private static boolean isHidden(Principal who, String workspace, Supplier<Subject> about) {
        var there = workspace == null ? about.get().workspace() : workspace;
        return there != null && !who.sees(there);
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

    private AuditLine line(String event, String outcome) {
        return new AuditLine(node, event, outcome);
    }

    private static void write(AuditLine line) {
        LINES.info(line.toString());
    }
}
