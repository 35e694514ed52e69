package dev.trestle.gateway.http;

import dev.trestle.bus.StreamReader;
import dev.trestle.bus.Streams;
import dev.trestle.wire.Failure;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.SingleThreadEventLoop;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.ext.web.RoutingContext;

/**
 * A stream that becomes the body of an answer. As much is granted as has gone out, so a client that reads slowly has one
 * window of bytes in memory here, and one that leaves ends the stream. A stream that fails ends the connection: the client
 * must not take a part for the whole.
 */
final class Sending implements StreamReader.Receiver {

    private static final int WINDOW = 512 << 10;

    private final RoutingContext context;
    private final HttpServerResponse response;
    private final StreamReader reader;
    private final SingleThreadEventLoop loop;
    private int sent;
    private boolean begun;
    private boolean ended;

    Sending(Streams streams, RoutingContext context) {
        this.context = context;
        this.response = context.response();
        this.reader = streams.reader(this);
        this.loop = (SingleThreadEventLoop) ContextInternal.current().nettyEventLoop();
    }

    /** Where the stream is to be connected. */
    String address() {
        return reader.address();
    }

    /** The head of the answer is complete. */
    void begin() {
        begun = true;
        context.addEndHandler(over -> reader.cancel());
        if (ended) {
            response.end();
        } else {
            reader.grant(WINDOW);
        }
    }

    /** Wants nothing of what the call offers, if it offers anything. */
    void decline() {
        reader.cancel();
    }

    @Override
    public void data(Buffer bytes) {
        int length = bytes.length();
        // The socket takes it from outside of the heap, and Netty would make new memory of this size, full of zeros.
        var memory = PooledByteBufAllocator.DEFAULT.directBuffer(length);
        memory.writeBytes(((BufferInternal) bytes).getByteBuf());
        response.write(BufferInternal.buffer(memory))
                .onComplete(over -> memory.release())
                .onSuccess(gone -> grantLater(length))
                .onFailure(lost -> reader.cancel());
    }

    /**
     * Once the event loop has looked at its sockets again: bytes come as tasks, and as long as there is a task, Netty looks at
     * no socket for a tenth of a second. A fast download would hold up every call on its loop for as long.
     */
    private void grantLater(int length) {
        sent += length;
        if (sent == length) {
            loop.executeAfterEventLoopIteration(this::grant);
        }
    }

    private void grant() {
        int granted = sent;
        sent = 0;
        reader.grant(granted);
    }

    @Override
    public void end() {
        ended = true;
        // Of nothing, it comes without a grant, and maybe before the head is written.
        if (begun) {
            response.end();
        }
    }

    @Override
    public void failed(Failure cause) {
        if (begun) {
            response.reset();
        }
    }
}
