package dev.trestle.gateway.socket;

import dev.trestle.bus.StreamReader;
import dev.trestle.bus.Streams;
import dev.trestle.wire.Failure;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What one call reports: events on their way from the worker to the socket, on the socket's event loop. */
final class Report implements StreamReader.Receiver {

    /** How much may be on its way. A message, which is some events, a line each, is smaller. */
    private static final long WINDOW = 65_536;

    /** How long an answer waits for the events before it, which left the worker sooner. In milliseconds. */
    private static final long PATIENCE = 5_000;

    private final byte[] topic;
    private final Outbox outbox;
    private final Consumer<Report> onEnd;
    private final Promise<Void> over = Promise.promise();
    private StreamReader reader;
    private long owed = WINDOW;

    /** Sends events of {@code topic}, which is JSON, and says {@code onEnd} when there are no more. */
    Report(byte[] topic, Outbox outbox, Consumer<Report> onEnd) {
        this.topic = topic;
        this.outbox = outbox;
        this.onEnd = onEnd;
    }

    void listen(Streams streams) {
        reader = streams.reader(this);
        resume();
    }

    /** Where the worker writes to. */
    String address() {
        return reader.address();
    }

    /** The same answer, but not before the events; when there is none, there are no more events either. */
    Future<Buffer> before(Future<Buffer> answer) {
        return answer.transform(ended -> {
            if (ended.failed()) {
                close();
                return answer;
            }
            return over.future().timeout(PATIENCE, TimeUnit.MILLISECONDS).transform(told -> {
                close();
                return answer;
            });
        });
    }

    @Override
    public void data(Buffer events) {
        var bytes = ((BufferInternal) events).getByteBuf();
        int from = bytes.readerIndex();
        for (int end = next(bytes, from); end >= 0; end = next(bytes, from)) {
            outbox.event(topic, bytes.slice(from, end - from));
            from = end + 1;
        }
        owed += events.length();
        resume();
    }

    /** Where the line from {@code from} on ends. */
    private static int next(ByteBuf lines, int from) {
        return lines.indexOf(from, lines.writerIndex(), (byte) '\n');
    }

    /** Lets in as much as went out, unless the client has to read first. */
    void resume() {
        if (owed > 0 && !outbox.isFull()) {
            reader.grant(owed);
            owed = 0;
        }
    }

    @Override
    public void end() {
        onEnd.accept(this);
        over.tryComplete();
    }

    @Override
    public void failed(Failure cause) {
        end();
    }

    /** Wants no more. */
    void close() {
        reader.cancel();
        end();
    }
}
