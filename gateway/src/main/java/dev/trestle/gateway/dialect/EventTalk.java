package dev.trestle.gateway.dialect;

import dev.trestle.gateway.access.Patience;
import dev.trestle.gateway.access.Proof;
import dev.trestle.gateway.socket.ClientLine;
import dev.trestle.gateway.socket.Identity;
import dev.trestle.gateway.socket.Talk;
import dev.trestle.wire.CloseCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a dialect says on one socket. So many calls run at once; before one ends, no more is read. */
final class EventTalk implements Talk {

    private final ClientLine line;
    private final Identity identity;
    private final Envelope envelope;
    private final Function<Message, Future<Proof>> introduction;
    private final EventSocket socket;
    private final Patience patience;
    private final int limit;
    private int running;
    private long calls;
    private boolean over;

    /**
     * About {@code workspace}; {@code welcome} says what is said to the client, when it has proved who it is, and
     * {@code introduction} what its first message proves; {@code null} where it cannot.
     */
    EventTalk(
            ClientLine line,
            Envelope envelope,
            String workspace,
            Consumer<EventSocket> welcome,
            Function<Message, Future<Proof>> introduction) {
        this.line = line;
        this.envelope = envelope;
        this.introduction = introduction;
        this.identity = new Identity(line, who -> welcome(welcome), this::review);
        var guest = new Guest(line.edge(), identity::principal, workspace, line.id(), this::count);
        this.socket = new EventSocket(line, envelope, guest, this::count, this::prove);
        this.patience = line.edge().rates().patience();
        this.limit = line.edge().config().limits().inFlight();
    }

    private void welcome(Consumer<EventSocket> welcome) {
        welcome.accept(socket);
    }

    private void count(Future<?> call) {
        calls++;
        running++;
        call.onComplete(ended -> {
            if (ended.cause() instanceof Failure refused) {
                patience.refused(refused);
            }
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
            line.relieved();
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
        return patience.isExhausted() ? CloseCode.FLOODING : identity.lapse();
    }

    @Override
    public void message(byte[] text) {
        if (identity.isBelieved()) {
            long before = calls;
            socket.hear(text);
            if (calls == before) {
                patience.spend(identity.principal());
            }
        } else if (!identity.isProven()) {
            prove(introduced(text));
        }
    }

    private Future<Proof> introduced(byte[] text) {
        try {
            return introduction.apply(envelope.read(text));
        } catch (Failure unreadable) {
            return Future.failedFuture(unreadable);
        }
    }

    /** The client is who that says from now on, or is shown out. */
    private void prove(Future<Proof> proving) {
        identity.prove(proving, found -> {}, refused -> line.close(CloseCode.UNAUTHENTICATED, refused.getMessage()));
    }

    /** JSON is JSON. */
    @Override
    public boolean binary(Buffer message) {
        message(message.getBytes());
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
        return running >= limit || identity.isDeciding();
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
