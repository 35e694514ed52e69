package dev.trestle.bus;

import dev.trestle.wire.Failure;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes down what one end of a stream is told. */
final class StreamLog implements StreamReader.Receiver, StreamWriter.Producer {

    final List<String> messages = new CopyOnWriteArrayList<>();
    final AtomicInteger grants = new AtomicInteger();
    volatile boolean ended;
    volatile Failure failure;

    @Override
    public void data(Buffer bytes) {
        messages.add(bytes.toString());
    }

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public void failed(Failure cause) {
        failure = cause;
    }

    @Override
    public void granted() {
        grants.incrementAndGet();
    }

    @Override
    public void cancelled(Failure cause) {
        failure = cause;
    }
}
