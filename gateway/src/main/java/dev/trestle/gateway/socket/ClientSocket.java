package dev.trestle.gateway.socket;

import dev.trestle.bus.Failures;
import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Proof;
import dev.trestle.wire.CloseCode;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.function.Function;
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

    private static final int LAST_CODE = 4_999;
    private static final int NO_CODE = 1_005;
    private static final int LOST = 1_006;

    private final Edge edge;
    private final ServerWebSocket socket;
    private final Sockets sockets;
    private final Context context;
    private final String id;
    private final Outbox outbox;
    private final Inbox inbox;
    private final Guard guard;
    private final Talk talk;
    private final long opened = Sockets.now();
    private long heard = opened;
    private long pinged = opened;
    private long clogged;
    private boolean deaf;
    private boolean leaving;
    private int ending;

    /** What is said on it is up to {@code opening}. */
    ClientSocket(Edge edge, ServerWebSocket socket, Sockets sockets, String id, Function<ClientLine, Talk> opening) {
        this.edge = edge;
        this.socket = socket;
        this.sockets = sockets;
        this.id = id;
        context = sockets.context();
        var channel = ((WebSocketInternal) socket).channelHandlerContext();
        guard = Guard.before(channel, context, this);
        outbox = new Outbox(channel, edge.metrics(), this::full);
        inbox = new Inbox(edge.config().limits().messageBytes(), this);
        var from = edge.entrance().client(socket.remoteAddress(), socket.headers());
        talk = opening.apply(new ClientLine(this, edge, sockets.deliveries(), id, from, outbox));
        socket.setWriteQueueMaxSize(edge.config().limits().queueBytes());
        socket.frameHandler(this::frame);
        socket.closeHandler(closed -> closed());
    }

    /** The client came with a proof. */
    void ready(Proof proof) {
        talk.begin(proof);
    }

    private void frame(WebSocketFrame frame) {
        heard = Sockets.now();
        try {
            inbox.frame(frame);
        } catch (RuntimeException bug) {
            var ref = Failures.from(bug).ref();
            close(CloseCode.INTERNAL, "internal error, ref " + ref);
        }
        if (outbox.isFull()) {
            full();
        }
        listen();
    }

    @Override
    public void binary(Buffer message) {
        edge.metrics().received(message.length());
        if (ending > 0) {
            return;
        } else if (!talk.binary(message)) {
            close(CloseCode.UNSUPPORTED_DATA, "a binary frame is one byte 1, a stream's number in four, and input");
        }
    }

    @Override
    public void message(byte[] text) {
        edge.metrics().received(text.length);
        if (ending > 0) {
            return;
        } else if (StrictJson.isUtf8(text)) {
            talk.message(text);
        } else {
            talk.garbled();
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
        var lapse = talk.lapse();
        if (ending > 0) {
            return;
        } else if (lapse != null) {
            close(lapse, lapse.summary());
        } else if (!talk.isProven() && now - opened >= config.authenticateWithinMs()) {
            close(CloseCode.UNAUTHENTICATED, "not authenticated within " + config.authenticateWithinMs() + " ms");
        } else if (clogged > 0 && now - clogged >= config.limits().slowConsumerMs()) {
            close(CloseCode.SLOW_CONSUMER, CloseCode.SLOW_CONSUMER.summary());
        } else if (clogged == 0 && now - heard >= 2 * config.heartbeatMs()) {
            close(CloseCode.NO_HEARTBEAT, CloseCode.NO_HEARTBEAT.summary());
        } else if (now - pinged >= config.heartbeatMs()) {
            pinged = now;
            outbox.ping();
        }
    }

    @Override
    public void corrupt(CloseCode code, String reason) {
        close(code, reason);
        outbox.hangUp();
    }

    @Override
    public void goodbye(int code) {
        if (ending > 0) {
            outbox.cut();
        } else if (code > LAST_CODE) {
            corrupt(CloseCode.PROTOCOL_VIOLATION, "not RFC 6455: no such close code");
        } else {
            end(code < 0 ? NO_CODE : code);
            outbox.close(code, "").addListener(sent -> outbox.cut());
        }
    }

    /** Nothing more is read from a client that does not read. */
    private void full() {
        if (ending > 0) {
            return;
        }
        if (clogged == 0) {
            clogged = Sockets.now();
            listen();
        }
        edge.backlog().report(this, outbox.waiting() + talk.waitingBytes());
    }

    @Override
    public void drained() {
        if (ending > 0 || outbox.isFull()) {
            return;
        }
        if (clogged > 0) {
            clogged = 0;
            edge.backlog().forget(this);
            listen();
        }
        talk.drained();
    }

    /** Reads on, unless the client does not read itself or more comes than can be passed on. */
    void listen() {
        boolean deafNow = clogged > 0 || talk.isCrowded();
        if (ending > 0 || deafNow == deaf) {
            return;
        }
        deaf = deafNow;
        if (deaf) {
            socket.pause();
            guard.hold();
        } else {
            heard = Sockets.now();
            guard.release();
            socket.resume();
        }
    }

    /** Ends this connection to save the node, asked twice without another second of grace; any thread may call. */
    void giveUp(String reason) {
        context.runOnContext(now -> {
            if (ending > 0) {
                outbox.cut();
            } else {
                close(CloseCode.SLOW_CONSUMER, reason);
            }
        });
    }

    /** Says goodbye, answers what is in flight, then closes. */
    void drain(String reason, long reconnectAfterMs) {
        leaving = true;
        talk.leave(reason, reconnectAfterMs);
        idle();
    }

    /** No call is in flight any more. */
    void idle() {
        if (leaving && talk.isIdle()) {
            close(CloseCode.DRAINING, CloseCode.DRAINING.summary());
        }
    }

    /** Ends the connection; a client that does not play along is cut off after {@link #CLOSE_GRACE}. */
    void close(CloseCode code, String reason) {
        if (ending == 0) {
            end(code.number());
            outbox.close(code.number(), reason);
        }
    }

    /** Nothing more is said or listened to, and what the client waits for is cancelled. */
    private void end(int code) {
        ending = code;
        LOGGER.atDebug().addKeyValue("connection", id).addKeyValue("code", code).log("closing");
        guard.ignoreAll();
        talk.end();
        context.owner().setTimer(CLOSE_GRACE, late -> outbox.cut());
    }

    private void closed() {
        talk.end();
        edge.backlog().forget(this);
        sockets.remove(this);
        edge.metrics().closed(ending > 0 ? ending : LOST);
    }
}
