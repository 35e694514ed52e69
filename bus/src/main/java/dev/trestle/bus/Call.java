package dev.trestle.bus;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call as its handler sees it: about which workspace, by whom, until when, and whether it is still wanted. */
public final class Call {

    private static final Logger LOGGER = LoggerFactory.getLogger(Call.class);

    private final String operation;
    private final String workspace;
    private final String principal;
    private final long deadline;
    private String traceparent;
    private final String stream;
    private final String word;
    private final String connection;
    private final Fence fence;
    private final int term;
    private final String from;
    private boolean cancelled;
    private List<Runnable> onCancel;

    Call(MultiMap headers, Fence fence) {
        this.fence = fence;
        operation = headers.get(Headers.OPERATION);
        workspace = headers.get(Headers.WORKSPACE);
        principal = headers.get(Headers.PRINCIPAL);
        traceparent = headers.get(Headers.TRACEPARENT);
        stream = headers.get(Headers.STREAM);
        word = headers.get(Headers.WORD);
        connection = headers.get(Headers.CONNECTION);
        deadline = number(headers.get(Headers.DEADLINE), Long.MAX_VALUE);
        term = (int) number(headers.get(Headers.TERM), fence.term());
        from = headers.get(Headers.FROM);
        fence.calledBy(from);
    }

    private static long number(String header, long otherwise) {
        try {
            return header == null ? otherwise : Long.parseLong(header);
        } catch (NumberFormatException notOurs) {
            return otherwise;
        }
    }

    /**
     * To be asked right before the call changes something for good.
     *
     * @throws Failure {@code UNAVAILABLE} when this node has stood still since the call was sent, or has lost sight of the
     *     node that sent it: others may have taken its work
     */
    public void requireTerm() {
        if (!isOfThisTerm() || fence.isLost(from)) {
            throw new Failure(
                    ErrorCode.UNAVAILABLE,
                    "the worker stood still or was cut off, and others do its work; it stopped here");
        }
    }

    /** Whether it was sent by an offer that still stands. */
    boolean isOfThisTerm() {
        return term == fence.term();
    }

    /** The operation's name. */
    public String operation() {
        return operation;
    }

    /** The workspace it is about, or {@code null}. */
    public String workspace() {
        return workspace;
    }

    /** Who calls, or {@code null} when the caller did not say. */
    public String principal() {
        return principal;
    }

    /** Until when an answer is of use, in epoch milliseconds. */
    public long deadline() {
        return deadline;
    }

    /** The W3C trace context that this call is a part of, or {@code null}. */
    public String traceparent() {
        return traceparent;
    }

    /** From now on, what is called for this call is a part of {@code span}. */
    void within(Traces.Span span) {
        traceparent = span.traceparent();
    }

    /** The address of the end of a stream that the caller has opened for this call, or {@code null}. */
    public String stream() {
        return stream;
    }

    /**
     * Whoever made this call, to call on in their name: with what they may do in this workspace, for as long as the word of
     * their gateway holds. It waits for {@code patience} from now.
     */
    public Caller caller(Duration patience) {
        var caller = Caller.of(principal, patience);
        return new Caller(principal, caller.deadline(), traceparent, caller.call(), null, null, word);
    }

    /** The client's connection that the call came on, or {@code null} when it came over HTTP or from a service. */
    public String connection() {
        return connection;
    }

    /** Whether nobody waits for the answer any more. */
    public synchronized boolean cancelled() {
        return cancelled;
    }

    /** Runs {@code action} once when the call is cancelled, at once if it already is. */
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                onCancel = onCancel == null ? new ArrayList<>(1) : onCancel;
                onCancel.add(action);
                return;
            }
        }
        run(action);
    }

    private void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException broken) {
            LOGGER.atError().addKeyValue("op", operation).setCause(broken).log("an action on cancel threw");
        }
    }

    void cancel() {
        List<Runnable> actions;
        synchronized (this) {
            actions = cancelled || onCancel == null ? List.of() : List.copyOf(onCancel);
            cancelled = true;
        }
        actions.forEach(this::run);
    }
}
