package dev.trestle.gateway.access;

import dev.trestle.bus.Wire;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Nullable;
import dev.trestle.wire.Operation;
import dev.trestle.wire.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who did what, where and from where, never what was in it: one JSON object for each event, on the logger
 * {@link #LOGGER}. Whoever listens to that must not make the event loop wait.
 */
public final class Audit {

    /** The name of the logger, whose messages are JSON. */
    public static final String LOGGER = "trestle.audit";

    private static final Logger LINES = LoggerFactory.getLogger(LOGGER);
    private static final String DONE = "OK";
    private static final Set<String> DENIED =
            Set.of(ErrorCode.FORBIDDEN.name(), ErrorCode.UNAUTHENTICATED.name(), ErrorCode.RATE_LIMITED.name());

    private record Line(
            String time,
            String node,
            String event,
            String outcome,
            @Nullable String principal,
            @Nullable String from,
            @Nullable String connection,
            @Nullable String operation,
            @Nullable String workspace,
            @Nullable String call) {}

    private final String node;

    public Audit(String node) {
        this.node = node;
    }

    /** Somebody came in by {@code connection}, or has proved again who they are. */
    public void admitted(Principal who, String connection) {
        if (LINES.isInfoEnabled()) {
            write(new Line(now(), node, "authenticate", DONE, who.name(), who.from(), connection, null, null, null));
        }
    }

    /** Somebody at {@code from} brought what proves nothing, or not enough. */
    public void refused(String from) {
        if (LINES.isInfoEnabled()) {
            var code = ErrorCode.UNAUTHENTICATED.name();
            write(new Line(now(), node, "authenticate", code, null, from, null, null, null, null));
        }
    }

    /** A call has ended with {@code outcome}; what only reads is told of where it is denied. */
    public void called(Principal who, String operation, String workspace, String call, String outcome) {
        boolean denied = DENIED.contains(outcome) || !outcome.equals(DONE) && !who.sees(workspace);
        if (LINES.isInfoEnabled() && (denied || leavesTrace(operation, outcome))) {

            write(new Line(
                    now(), node, "call", outcome, who.name(), who.from(), null, cut(operation), cut(workspace), call));
        }
    }

    /** A call about a topic has ended with {@code outcome}; what is published is in the topic's log, a denial here. */
    public void published(Principal who, String operation, String outcome) {
        if (LINES.isInfoEnabled() && DENIED.contains(outcome)) {
            write(new Line(now(), node, "call", outcome, who.name(), who.from(), null, operation, null, null));
        }
    }

    /** What is done in a terminal or a session is not told of, but that one is opened is. */
    private static boolean leavesTrace(String operation, String outcome) {
        return Protocol.writes(operation)
                && !outcome.equals(ErrorCode.UNKNOWN_OPERATION.name())
                && Protocol.operation(operation).flatMap(Operation::handle).isEmpty();
    }

    private static String cut(String name) {
        return Optional.of(name).filter(text -> text.length() <= 64).orElseGet(() -> name.substring(0, 64) + "…");
    }

    private static String now() {
        return Instant.now().toString();
    }

    private static void write(Line line) {
        LINES.info(new String(Wire.encode(line), StandardCharsets.UTF_8));
    }
}
