package dev.trestle.gateway.socket;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.Metrics;
import dev.trestle.gateway.call.ErrorBody;
import dev.trestle.gateway.terminal.Frames;
import dev.trestle.gateway.topic.Subscriber;
import dev.trestle.wire.CallId;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Topic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;

/**
 * Writes frames to one socket: each is put together once, from bytes that are encoded already, and all of one turn of the
 * event loop leave with one flush.
 *
 * <p>It writes to Netty's pipeline behind Vert.x, which has no way to send text that is bytes already (vert.x#2756).
 */
final class Outbox implements Frames, Subscriber {

    private static final byte[] START = ascii("{\"jsonrpc\":\"2.0\",\"id\":");
    private static final byte[] NO_ID = ascii("null");
    private static final byte[] RESULT = ascii(",\"result\":");
    private static final byte[] ERROR = ascii(",\"error\":");
    private static final byte[] METHOD = ascii("{\"jsonrpc\":\"2.0\",\"method\":\"");
    private static final byte[] PARAMS = ascii("\",\"params\":");

    private final ChannelHandlerContext channel;
    private final Metrics metrics;
    private final Runnable onFull;
    private final Runnable flush = this::flush;
    private boolean flushing;
    private boolean ended;

    /** Runs {@code onFull} after each write that leaves more waiting than the socket's queue should hold. */
    Outbox(ChannelHandlerContext channel, Metrics metrics, Runnable onFull) {
        this.channel = channel;
        this.metrics = metrics;
        this.onFull = onFull;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    void result(CallId id, Buffer json) {
        answer(id, RESULT, ((BufferInternal) json).getByteBuf());
    }

    /** Answers a call with {@code failure}; {@code id} is {@code null} when the call's could not be read. */
    void error(CallId id, Failure failure) {
        answer(id, ERROR, BufferInternal.buffer(ErrorBody.of(failure).json()).getByteBuf());
    }

    @Override
    public <E> void send(Topic<E> topic, E event) {
        write(new TextWebSocketFrame(notification(topic.name(), Wire.encode(event))), channel.voidPromise());
    }

    @Override
    public void notification(String method, byte[] params, Runnable gone) {
        write(new TextWebSocketFrame(notification(method, params)), whenGone(gone));
    }

    /** Sends a text message that is no frame of the native protocol; runs {@code gone} when the network has taken it. */
    void text(byte[] message, Runnable gone) {
        var taken = channel.newPromise();
        taken.addListener(ended -> {
            if (ended.isSuccess()) {
                gone.run();
            }
        });
        write(new TextWebSocketFrame(Unpooled.wrappedBuffer(message)), taken);
    }

    @Override
    public void binary(Buffer message, Runnable gone) {
        var bytes = ((BufferInternal) message).getByteBuf();
        write(new BinaryWebSocketFrame(bytes), whenGone(gone));
    }

    private ChannelPromise whenGone(Runnable gone) {
        return channel.newPromise().addListener(ended -> gone.run());
    }

    private ByteBuf notification(String method, byte[] json) {
        var frame = channel.alloc().buffer(METHOD.length + method.length() + PARAMS.length + json.length + 1);
        frame.writeBytes(METHOD).writeBytes(ascii(method)).writeBytes(PARAMS).writeBytes(json);
        return frame.writeByte('}');
    }

    private void answer(CallId id, byte[] member, ByteBuf json) {
        var idJson = id == null ? NO_ID : encode(id);
        int length = json.readableBytes();
        var frame = channel.alloc().buffer(START.length + idJson.length + member.length + length + 1);
        frame.writeBytes(START).writeBytes(idJson).writeBytes(member).writeBytes(json, json.readerIndex(), length);
        write(new TextWebSocketFrame(frame.writeByte('}')), channel.voidPromise());
    }

    private static byte[] encode(CallId id) {
        if (id instanceof CallId.Text text) {
            return Wire.encode(text.value());
        }
        return ascii(Long.toString(((CallId.Int) id).value()));
    }

    private void write(WebSocketFrame frame, ChannelPromise promise) {
        if (ended) {
            frame.release();
        } else {
            put(frame, frame.content().readableBytes(), promise);
            if (!flushing) {
                flushing = true;
                channel.executor().execute(flush);
            }
        }
    }

    /** The frames pass Netty's encoder as they are, and so cost no copy. */
    @Override
    public void write(ByteBuf frames) {
        if (!ended) {
            put(frames.retainedDuplicate(), frames.readableBytes(), channel.voidPromise());
        }
    }

    private void put(Object frame, int bytes, ChannelPromise promise) {
        metrics.sent(bytes);
        channel.write(frame, promise);
        if (isFull()) {
            channel.flush();
            if (isFull()) {
                onFull.run();
            }
        }
    }

    /** Sends what was written now, not at the end of this turn of the event loop. */
    @Override
    public void flush() {
        flushing = false;
        channel.flush();
    }

    /** Bytes that wait for the client to read. */
    long waiting() {
        var queue = channel.channel().unsafe().outboundBuffer();
        return queue == null ? 0 : queue.totalPendingWriteBytes();
    }

    @Override
    public long backlog() {
        return isFull() ? waiting() : 0;
    }

    @Override
    public boolean isFull() {
        return !channel.channel().isWritable();
    }

    /** Asks for a sign of life. */
    void ping() {
        channel.writeAndFlush(new PingWebSocketFrame(), channel.voidPromise());
    }

    /** Writes a close frame, empty for a negative {@code code}; whatever is written after it is dropped. */
    ChannelFuture close(int code, String reason) {
        ended = true;
        return channel.writeAndFlush(code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, reason));
    }

    /** Ends our half of the connection once all that was written has left. */
    void hangUp() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(left -> {
            if (channel.channel() instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
            }
        });
    }

    /** Drops the connection without waiting for the client. */
    void cut() {
        channel.close();
    }
}
