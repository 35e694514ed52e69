package dev.trestle.gateway.socket;

import dev.trestle.wire.CloseCode;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Context;

/**
 * Stands between Netty and Vert.x in one socket's pipeline, for what Vert.x does not do: it ends violations of RFC 6455
 * without a close frame, does not notice that a queue filled past it has drained, and reads on while it is paused.
 */
final class Guard extends ChannelInboundHandlerAdapter {

    /** Hears what happens, on the socket's context. */
    interface Listener {
        /** The client sent what is no frame; nothing more can be read from it. */
        void corrupt(CloseCode code, String reason);

        /** What waited in the write queue has left. */
        void drained();
    }

    /** What one read may take: the frames of one read are in memory even when nobody wants them any more. */
    private static final int LARGEST_READ = 16_384;

    private final Context context;
    private final Listener listener;
    private ChannelHandlerContext place;
    private boolean holding;

    private Guard(Context context, Listener listener) {
        this.context = context;
        this.listener = listener;
    }

    /** Stands before {@code handler}, which is Vert.x's. */
    static Guard before(ChannelHandlerContext handler, Context context, Listener listener) {
        var guard = new Guard(context, listener);
        handler.pipeline().addBefore(handler.name(), "guard", guard);
        var reads = new AdaptiveRecvByteBufAllocator(512, 2_048, LARGEST_READ);
        handler.channel().config().setRecvByteBufAllocator(reads);
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

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        place = added;
    }

    /** A ping that cannot be answered is passed over: a pong answers all pings before it (RFC 6455 §5.5.3). */
    @Override
    public void channelRead(ChannelHandlerContext at, Object message) {
        if (message instanceof PingWebSocketFrame && !at.channel().isWritable()) {
            ReferenceCountUtil.release(message);
        } else {
            at.fireChannelRead(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext at) {
        at.fireChannelReadComplete();
        if (holding) {
            at.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext at) {
        at.fireChannelWritabilityChanged();
        if (at.channel().isWritable()) {
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
