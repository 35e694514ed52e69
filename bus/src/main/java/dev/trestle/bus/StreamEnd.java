package dev.trestle.bus;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What both ends of a stream have in common: a number on their node, a context, and, once it has said hello, the other
 * end. What is said before that waits; it is never bytes, since there is no credit yet.
 */
abstract class StreamEnd {

    /** What one end says to the other; names are wire format. */
    enum Kind {
        /** The end that connects is there. */
        HELLO,
        /** Bytes; the value is how many were sent before them. */
        DATA,
        /** The bytes were all; the value is how many. */
        END,
        /** The writer gave up; the body is a failure. */
        FAIL,
        /** The value is how many bytes may have been sent in all. */
        GRANT,
        /** The reader wants no more. */
        CANCEL,
        /** The value is how many bytes were sent, so that the reader misses those that were lost. */
        SENT,
        /** There is no such end. */
        GONE
    }

    /** One thing said. */
    record Word(Kind kind, long value, Buffer body) {
        Word(Kind kind, long value) {
            this(kind, value, Buffer.buffer());
        }
    }

    /** The way to the other end. */
    interface Peer {
        void tell(Word word);

        /** The node that the other end is on. */
        String node();

        /** The other end's number there. */
        int number();
    }

    /** So often the other end must not have been known: once, its last word may be on its way. */
    private static final int MISSES = 2;

    private final Streams streams;
    private final int number;
    private final Context context;
    private Peer peer;
    private List<Word> waiting;
    private volatile boolean over;
    private int misses;

    StreamEnd(Streams streams, int number, Context context) {
        this.streams = streams;
        this.number = number;
        this.context = context;
    }

    /** Names this end to the other one; to be sent with a call, as {@link Caller#stream()}. */
    public final String address() {
        return streams.address(number);
    }

    /** Names this end on this node. */
    public final int number() {
        return number;
    }

    /** Whether the stream has ended: nothing is sent or delivered any more. */
    public final boolean over() {
        return over;
    }

    /** Ends this end; whoever connects to it from now on is told that nobody is there. */
    final void forget() {
        over = true;
        streams.forget(number);
    }

    final Context context() {
        return context;
    }

    /** From now on {@code other} is the other end, unless there is one; whether it is. */
    final synchronized boolean meet(Peer other) {
        if (peer != null) {
            return peer.equals(other);
        }
        peer = other;
        if (waiting != null) {
            waiting.forEach(other::tell);
            waiting = null;
        }
        if (over) {
            streams.forget(number);
        }
        return true;
    }

    final synchronized void tell(Word word) {
        if (peer != null) {
            peer.tell(word);
        } else {
            waiting = waiting == null ? new ArrayList<>(2) : waiting;
            waiting.add(word);
        }
    }

    /** Ends this end; whether it had not ended before. It stays known until its last word has a way to go. */
    final synchronized boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        if (peer != null) {
            streams.forget(number);
        }
        return true;
    }

    /** These are the nodes there are. */
    final synchronized void follow(Set<String> nodes) {
        if (peer != null && !nodes.contains(peer.node())) {
            var died = new Failure(ErrorCode.UNAVAILABLE, "the node at the other end of the stream died");
            context.runOnContext(now -> broken(died));
        }
    }

    /** The other end, or {@code null} when it has not said hello. */
    final synchronized Peer peer() {
        return peer;
    }

    /** Whether the other node knows the other end, as it says at one {@link RollCall} after the other. */
    final void answered(boolean there) {
        misses = there ? 0 : misses + 1;
        if (misses == MISSES) {
            context.runOnContext(now ->
                    broken(new Failure(ErrorCode.UNAVAILABLE, "the end of the stream was lost between two nodes")));
        }
    }

    /** How far this end is, for the other one to compare. */
    abstract Word progress();

    /** The other end said something. Runs on the context. */
    abstract void hear(Word word);

    /** The stream cannot go on. Runs on the context. */
    abstract void broken(Failure cause);
}
