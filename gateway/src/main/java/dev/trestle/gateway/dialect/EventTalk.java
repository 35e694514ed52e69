package dev.trestle.gateway.dialect;

import dev.trestle.gateway.access.Proof;
import dev.trestle.gateway.socket.ClientLine;
import dev.trestle.gateway.socket.Identity;
import dev.trestle.gateway.socket.Talk;
import dev.trestle.wire.CloseCode;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.github.bucket4j.Bucket;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/** What a dialect says on one socket. So many calls run at once; before one ends, no more is read. */
final class EventTalk implements Talk {

    private final ClientLine line;
    private final Identity identity;
    private final EventSocket socket;
    private final Bucket patience;
    private final int limit;
    private int running;
    private boolean flooding;
    private boolean over;

    /** About {@code workspace}; {@code welcome} says what is said to the client, when it has proved who it is. */
    EventTalk(ClientLine line, Envelope envelope, String workspace, Consumer<EventSocket> welcome) {
        this.line = line;
        this.identity = new Identity(line, who -> welcome(welcome), this::review);
        var guest = new Guest(line.edge(), identity::principal, workspace, line.id(), this::count);
        this.socket = new EventSocket(line, envelope, guest, this::count);
        this.patience = line.edge().rates().patience();
        this.limit = line.edge().config().limits().inFlight();
    }

    private void welcome(Consumer<EventSocket> welcome) {
        welcome.accept(socket);
    }

    private void count(Future<?> call) {
        running++;
        call.onComplete(ended -> {
            flooding |= ended.cause() instanceof Failure refused
                    && refused.code() == ErrorCode.RATE_LIMITED
                    && !patience.tryConsume(1);
            running--;
            if (running == limit - 1) {
                line.relieved();
            }
            if (running == 0) {
                line.idle();
            }
        });
    }

    private void review() {
        if (identity.isProven() && !over) {
            socket.screens().review();
            socket.topics().review();
        }
    }

    @Override
    public void begin(Proof proof) {
        identity.begin(proof);
    }

    @Override
    public boolean isProven() {
        return identity.isProven();
    }

    @Override
    public CloseCode lapse() {
        return flooding ? CloseCode.FLOODING : identity.lapse();
    }

    @Override
    public void message(byte[] text) {
        hear(text);
    }

    private void hear(byte[] message) {
        if (identity.isBelieved()) {
            socket.hear(message);
        }
    }

    /** JSON is JSON. */
    @Override
    public boolean binary(Buffer message) {
        hear(message.getBytes());
        return true;
    }

    @Override
    public void garbled() {}

    @Override
    public void drained() {
        socket.screens().resume();
        socket.topics().resume();
    }

    @Override
    public boolean isIdle() {
        return running == 0;
    }

    @Override
    public boolean isCrowded() {
        return running >= limit;
    }

    @Override
    public int waitingBytes() {
        return 0;
    }

    @Override
    public void leave(String reason, long reconnectAfterMs) {}

    @Override
    public void end() {
        if (!over) {
            over = true;
            identity.end();
            socket.end();
        }
    }
}
