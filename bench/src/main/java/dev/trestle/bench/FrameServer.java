package dev.trestle.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The yardstick of topics: the least that fan-out on Vert.x can do. A text is a topic to be told of. A binary message is
 * {@value #NAME} bytes of a topic and an event as it is to be sent: it is put into one frame, which is written to everybody who
 * asked, and answered. One event loop, no compression, no history, nothing else.
 */
public final class FrameServer {

    /** The length of the names of topics. */
    static final int NAME = 16;

    private static final String ANSWER = "{}";
    private static final int TEXT = 0x81;
    private static final int TWO_BYTES = 126;
    private static final int FLUSH_AFTER = 256;

    private final Map<String, List<ChannelHandlerContext>> topics = new HashMap<>();
    private final ByteBuf answer = Unpooled.unreleasableBuffer(frame(Buffer.buffer(ANSWER)));

    private FrameServer() {}

    /** Says {@code ready URL} when it listens. */
    public static void main(String[] arguments) {
        BareServer.listen(new FrameServer()::serve);
    }

    private void serve(ServerWebSocket socket) {
        var context = ((WebSocketInternal) socket).channelHandlerContext();
        context.pipeline().addFirst(new FlushConsolidationHandler(FLUSH_AFTER, true));
        socket.textMessageHandler(topic -> {
            topics.computeIfAbsent(topic, name -> new ArrayList<>()).add(context);
            write(context, answer.duplicate());
        });
        socket.binaryMessageHandler(message -> {
            publish(message);
            write(context, answer.duplicate());
        });
        socket.closeHandler(closed -> topics.values().forEach(subscribers -> subscribers.remove(context)));
    }

    private void publish(Buffer message) {
        var frame = frame(message.getBuffer(NAME, message.length()));
        for (var context : topics.getOrDefault(message.getString(0, NAME), List.of())) {
            write(context, frame.retainedDuplicate());
        }
        frame.release();
    }

    private static void write(ChannelHandlerContext context, ByteBuf frame) {
        context.writeAndFlush(frame, context.voidPromise());
    }

    private static ByteBuf frame(Buffer text) {
        var frame = PooledByteBufAllocator.DEFAULT.directBuffer(text.length() + 4);
        frame.writeByte(TEXT);
        if (text.length() < TWO_BYTES) {
            frame.writeByte(text.length());
        } else {
            frame.writeByte(TWO_BYTES).writeShort(text.length());
        }
        return frame.writeBytes(text.getBytes());
    }
}
