package dev.trestle.gateway.socket;

import dev.trestle.bus.Failures;
import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Proof;
import dev.trestle.wire.CloseCode;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Session;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.http.WebSocketInternal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: listens, keeps it alive, holds back who does not read, and ends it by the rules.
 *
 * <pre>
 *   opened ──proof──▶ ready ──drain──▶ leaving
 *      └───────────────┴────close─────────┴──▶ closed
 * </pre>
 */
final class ClientSocket implements Inbox.Receiver, Guard.Listener {

    private static final Logger LOGGER = LoggerFactory.getLogger(ClientSocket.class);

    /** How long a client may take to answer our close frame, in milliseconds. */
    private static final long CLOSE_GRACE = 1_000;

    private final Edge edge;
    private final ServerWebSocket socket;
    private final Sockets sockets;
    private final Context context;
    private final String id;
    private final Outbox outbox;
    private final Inbox inbox;
    private final Guard guard;
    private final Conversation conversation;
    private final long opened = Sockets.now();
    private long heard = opened;
    private long pinged = opened;
    private long clogged;
    private boolean leaving;
    private CloseCode closing;

    ClientSocket(Edge edge, ServerWebSocket socket, Sockets sockets, String id, String workspace) {
        this.edge = edge;
        this.socket = socket;
        this.sockets = sockets;
        this.id = id;
        context = sockets.context();
        var channel = ((WebSocketInternal) socket).channelHandlerContext();
        guard = Guard.before(channel, context, this);
        outbox = new Outbox(channel, edge.metrics(), this::full);
        inbox = new Inbox(edge.config().limits().messageBytes(), this);
        conversation = new Conversation(edge, id, workspace, outbox, this::idle);
        socket.setWriteQueueMaxSize(edge.config().limits().queueBytes());
        socket.frameHandler(this::frame);
        socket.closeHandler(closed -> closed());
    }

    /** The client came with a proof. */
    void ready(Proof proof) {
        conversation.begin(proof);
    }

    private void frame(WebSocketFrame frame) {
        heard = Sockets.now();
        if (frame.isClose()) {
            fallSilent();
        } else if (closing == null) {
            try {
                inbox.frame(frame);
            } catch (RuntimeException bug) {
                close(
                        CloseCode.INTERNAL,
                        "internal error, ref " + Failures.from(bug).ref());
            }
        }
        if (outbox.isFull()) {
            full();
        }
    }

    /** Nothing more is said, and what the client waits for is cancelled. */
    private void fallSilent() {
        outbox.end();
        conversation.end();
    }

    @Override
    public void message(byte[] text) {
        edge.metrics().received(text.length);
        if (StrictJson.isUtf8(text)) {
            conversation.message(text);
        } else {
            outbox.error(null, new Failure(ErrorCode.PARSE_ERROR, "a text message must be UTF-8"));
            close(CloseCode.INVALID_TEXT, CloseCode.INVALID_TEXT.summary());
        }
    }

    @Override
    public void violation(CloseCode code, String reason) {
        close(code, reason);
    }

    /** Looks at the clock; called every now and then. */
    void tick(long now) {
        var config = edge.config();
        if (closing != null) {
            return;
        } else if (!conversation.proven() && now - opened >= config.authenticateWithinMs()) {
            close(CloseCode.UNAUTHENTICATED, "not authenticated within " + config.authenticateWithinMs() + " ms");
        } else if (clogged > 0 && now - clogged >= config.limits().slowConsumerMs()) {
            close(CloseCode.SLOW_CONSUMER, CloseCode.SLOW_CONSUMER.summary());
        } else if (clogged == 0 && now - heard >= 2 * config.heartbeatMs()) {
            close(CloseCode.NO_HEARTBEAT, CloseCode.NO_HEARTBEAT.summary());
        } else if (now - pinged >= config.heartbeatMs()) {
            pinged = now;
            socket.writePing(Buffer.buffer());
        }
    }

    @Override
    public void corrupt(CloseCode code, String reason) {
        close(code, reason);
        outbox.hangUp();
    }

    /** Nothing more is read from a client that does not read. */
    private void full() {
        if (closing != null) {
            return;
        }
        if (clogged == 0) {
            clogged = Sockets.now();
            socket.pause();
            guard.hold();
        }
        edge.backlog().report(this, outbox.waiting());
    }

    @Override
    public void drained() {
        if (clogged > 0 && !outbox.isFull()) {
            clogged = 0;
            edge.backlog().forget(this);
            heard = Sockets.now();
            guard.release();
            socket.resume();
        }
    }

    /** Ends this connection to save the node, asked twice without another second of grace; any thread may call. */
    void giveUp(String reason) {
        context.runOnContext(now -> {
            if (closing == null) {
                close(CloseCode.SLOW_CONSUMER, reason);
            } else {
                outbox.cut();
            }
        });
    }

    /** Says goodbye, answers what is in flight, then closes. */
    void drain(String reason, long reconnectAfterMs) {
        leaving = true;
        outbox.send(Session.CLOSING, new Session.Closing(reason, reconnectAfterMs));
        idle();
    }

    private void idle() {
        if (leaving && conversation.idle()) {
            close(CloseCode.DRAINING, CloseCode.DRAINING.summary());
        }
    }

    /** Ends the connection; a client that does not play along is cut off after {@link #CLOSE_GRACE}. */
    void close(CloseCode code, String reason) {
        if (closing != null) {
            return;
        }
        closing = code;
        fallSilent();
        LOGGER.atDebug()
                .addKeyValue("connection", id)
                .addKeyValue("code", code.number())
                .addKeyValue("reason", reason)
                .log("closing");
        if (clogged > 0) {
            // Its answer to our close frame is wanted, and whatever else it says is not listened to.
            guard.release();
            socket.resume();
        }
        socket.close((short) code.number(), reason);
        context.owner().setTimer(CLOSE_GRACE, late -> outbox.cut());
    }

    private void closed() {
        conversation.end();
        edge.backlog().forget(this);
        sockets.remove(this);
        Short code = closing == null ? socket.closeStatusCode() : Short.valueOf((short) closing.number());
        edge.metrics().closed(code == null ? 1006 : code);
    }
}
