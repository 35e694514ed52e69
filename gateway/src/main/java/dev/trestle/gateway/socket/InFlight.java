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
     * A call.
     *
     * @param call the name under which the bus knows it
     * @param light whether it waits for nothing slow, and so for no other call either
     */
    record Running(Request request, String call, boolean light) {}

    private final int runningLimit;
    private final int waitingLimit;
    private final int waitingBytesLimit;
    private Map<CallId, Running> named = Map.of();
    private Queue<Running> waiting;
    private int running;
    private int waitingBytes;
    private int light;
    private int lightBytes;

    InFlight(int runningLimit, int waitingLimit, int waitingBytesLimit) {
        this.runningLimit = runningLimit;
        this.waitingLimit = waitingLimit;
        this.waitingBytesLimit = waitingBytesLimit;
    }

    /**
     * Takes {@code call} in; whether it may run at once, as a light one always may.
     *
     * @throws Failure {@code BUSY} when too many wait
     */
    boolean add(Running call) {
        if (call.light()) {
            admit(call);
            return true;
        }
        boolean now = running < runningLimit && (waiting == null || waiting.isEmpty());
        if (!now) {
            enqueue(call);
        }
        running += now ? 1 : 0;
        remember(call);
        return now;
    }

    private void remember(Running call) {
        if (call.request().id() != null) {
            named = named.isEmpty() ? new HashMap<>() : named;
            named.put(call.request().id(), call);
        }
    }

    private void enqueue(Running call) {
        int size = call.request().params().length();
        waiting = waiting == null ? new ArrayDeque<>() : waiting;
        if (waiting.size() >= waitingLimit || waitingBytes + size > waitingBytesLimit) {
            throw busy();
        }
        waiting.add(call);
        waitingBytes += size;
    }

    private Failure busy() {
        return new Failure(
                ErrorCode.BUSY,
                "too many calls in flight: " + runningLimit + " run and " + waitingLimit + " with " + waitingBytesLimit
                        + " bytes may wait");
    }

    private void admit(Running call) {
        int size = call.request().params().length();
        if (light >= runningLimit + waitingLimit || light > 0 && lightBytes + size > waitingBytesLimit) {
            throw busy();
        }
        light++;
        lightBytes += size;
        remember(call);
    }

    /** {@code ended} has run. */
    void end(Running ended) {
        forget(ended);
        if (ended.light()) {
            light--;
            lightBytes -= ended.request().params().length();
        } else {
            running--;
        }
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
        return running == 0 && light == 0 && (waiting == null || waiting.isEmpty());
    }

    private void forget(Running call) {
        if (call.request().id() != null) {
            named.remove(call.request().id());
            named = named.isEmpty() ? Map.of() : named;
        }
    }
}
