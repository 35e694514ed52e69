package dev.trestle.gateway.socket;

import dev.trestle.gateway.socket.Inbound.Request;
import dev.trestle.wire.CallId;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * The calls of one socket that are not answered yet: so many run, the next wait in the order in which they came, and more
 * than that are refused.
 */
final class InFlight {

    /**
     * A call and the name under which the bus knows it.
     *
     * @param beside whether it takes nobody's place: it neither waits for others nor do they for it
     */
    record Running(Request request, String call, boolean beside) {}

    private final int runningLimit;
    private final int waitingLimit;
    private final int waitingBytesLimit;
    private Map<CallId, Running> named = Map.of();
    private Queue<Running> waiting;
    private int running;
    private int beside;
    private int waitingBytes;

    InFlight(int runningLimit, int waitingLimit, int waitingBytesLimit) {
        this.runningLimit = runningLimit;
        this.waitingLimit = waitingLimit;
        this.waitingBytesLimit = waitingBytesLimit;
    }

    /**
     * Takes {@code call} in; whether it may run at once.
     *
     * @throws Failure {@code BUSY} when too many wait
     */
    boolean add(Running call) {
        boolean now = call.beside() || running < runningLimit && (waiting == null || waiting.isEmpty());
        if (!now) {
            enqueue(call);
        } else if (call.beside()) {
            beside++;
        } else {
            running++;
        }
        if (call.request().id() != null) {
            named = named.isEmpty() ? new HashMap<>() : named;
            named.put(call.request().id(), call);
        }
        return now;
    }

    private void enqueue(Running call) {
        int size = call.request().params().length();
        waiting = waiting == null ? new ArrayDeque<>() : waiting;
        if (waiting.size() >= waitingLimit || waitingBytes + size > waitingBytesLimit) {
            throw new Failure(
                    ErrorCode.BUSY,
                    "too many calls in flight: " + runningLimit + " run and " + waitingLimit + " with "
                            + waitingBytesLimit + " bytes may wait");
        }
        waiting.add(call);
        waitingBytes += size;
    }

    /** {@code ended} has run. */
    void end(Running ended) {
        forget(ended);
        running -= ended.beside() ? 0 : 1;
        beside -= ended.beside() ? 1 : 0;
    }

    /** The next call that may run now, or {@code null}. */
    Running next() {
        var next = waiting == null || running >= runningLimit ? null : waiting.poll();
        if (next != null) {
            waitingBytes -= next.request().params().length();
            running++;
        }
        return next;
    }

    /** The call with this id, or {@code null}. */
    Running find(CallId id) {
        return named.get(id);
    }

    /** Takes a waiting call out; whether it was still waiting. */
    boolean withdraw(Running call) {
        boolean waited = waiting != null && waiting.remove(call);
        if (waited) {
            waitingBytes -= call.request().params().length();
            forget(call);
        }
        return waited;
    }

    /** Forgets those that wait, and yields those that run and have an id. */
    Collection<Running> abandon() {
        if (waiting != null) {
            waiting.forEach(this::forget);
            waiting = null;
            waitingBytes = 0;
        }
        return List.copyOf(named.values());
    }

    /** Bytes of params that wait. */
    int waitingBytes() {
        return waitingBytes;
    }

    boolean isEmpty() {
        return running == 0 && beside == 0 && (waiting == null || waiting.isEmpty());
    }

    private void forget(Running call) {
        if (call.request().id() != null) {
            named.remove(call.request().id());
            named = named.isEmpty() ? Map.of() : named;
        }
    }
}
