package dev.trestle.gateway.socket;

import dev.trestle.wire.CloseCode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Context;

/**
 * Stands between Netty and Vert.x in one socket's pipeline, for what Vert.x does otherwise than we need: it ends violations
 * of RFC 6455 without a close frame, does not notice that a queue filled past it has drained, reads on while it is paused,
 * and lets a close frame wait for a client that does not read.
 */
final class Guard extends ChannelInboundHandlerAdapter {

    /** Hears what happens, on the socket's context. */
    interface Listener {
        /** The client sent what is no frame; nothing more can be read from it. */
        void corrupt(CloseCode code, String reason);

        /** The client sent a close frame with {@code code}, -1 when it had none; nothing more comes from it. */
        void goodbye(int code);

        /** What waited in the write queue has left. */
        void drained();
    }

    private final Context context;
    private final Listener listener;
    private ChannelHandlerContext place;
    private PingWebSocketFrame postponed;
    private boolean holding;
    private boolean deaf;

    private Guard(Context context, Listener listener) {
        this.context = context;
        this.listener = listener;
    }

    /** Stands before {@code handler}, which is Vert.x's. */
    static Guard before(ChannelHandlerContext handler, Context context, Listener listener) {
        var guard = new Guard(context, listener);
        handler.pipeline().addBefore(handler.name(), "guard", guard);
        return guard;
    }

    /** Nothing more is taken from the network. */
    void hold() {
        holding = true;
        place.channel().config().setAutoRead(false);
    }

    /** Reads again. */
    void release() {
        holding = false;
        place.channel().config().setAutoRead(true);
    }

    /** Of what comes from now on only a close frame is heard. */
    void ignoreAll() {
        deaf = true;
        postpone(null);
        release();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        place = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext at, Object message) {
        if (message instanceof CloseWebSocketFrame close) {
            int code = close.statusCode();
            context.runOnContext(now -> listener.goodbye(code));
            close.release();
        } else if (deaf) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof PingWebSocketFrame ping && !at.channel().isWritable()) {
            postpone(ping);
        } else {
            at.fireChannelRead(message);
        }
    }

    /** Of pings that cannot be answered now, one pong to the last answers all (RFC 6455 §5.5.3). */
    private void postpone(PingWebSocketFrame ping) {
        ReferenceCountUtil.release(postponed);
        postponed = ping;
    }

    private void answerPostponed(ChannelHandlerContext at) {
        if (postponed != null) {
            at.writeAndFlush(new PongWebSocketFrame(postponed.content()), at.voidPromise());
            postponed = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext at) {
        postpone(null);
        at.fireChannelInactive();
    }

    /** What was answered at once leaves at once, and not after all that the event loop has yet to do. */
    @Override
    public void channelReadComplete(ChannelHandlerContext at) {
        at.fireChannelReadComplete();
        at.flush();
        if (holding) {
            at.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext at) {
        at.fireChannelWritabilityChanged();
        if (at.channel().isWritable()) {
            answerPostponed(at);
            context.runOnContext(now -> listener.drained());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext at, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException violation) {
            var code = codeOf(violation.closeStatus().code());
            context.runOnContext(now -> listener.corrupt(code, "not RFC 6455: " + violation.getMessage()));
        } else {
            at.fireExceptionCaught(cause);
        }
    }

    private static CloseCode codeOf(int number) {
        return switch (number) {
            case 1007 -> CloseCode.INVALID_TEXT;
            case 1009 -> CloseCode.TOO_BIG;
            default -> CloseCode.PROTOCOL_VIOLATION;
        };
    }
}
