package dev.trestle.gateway.dialect;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.access.Proof;
import dev.trestle.gateway.socket.ClientLine;
import dev.trestle.wire.CloseCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One client of a dialect, which says events and is told events.
 *
 * <pre>{@code
 * socket.on("sayHello", Hello.class, hello -> socket.emit("serverReady", Map.of("msg", "Welcome, " + hello.name())));
 * }</pre>
 *
 * <p>Handlers are run one after the other, in the order in which the client spoke. Nothing is dropped: a client that does
 * not read what it is sent is not listened to until it does, and is given up after a while. It is pinged, and given up when
 * it does not answer. Belongs to the event loop of its listener.
 */
public final class EventSocket {

    private final ClientLine line;
    private final Envelope envelope;
    private final Guest guest;
    private final Screens screens;
    private final TopicFeed topics;
    private final Sequence sequence;
    private final Consumer<Future<Proof>> prover;
    private final Map<String, Consumer<Message>> handlers = new HashMap<>();
    private final List<Runnable> onClose = new ArrayList<>();
    private Consumer<Message> otherwise = message -> {};
    private BiConsumer<Message, Failure> onMisfit = (message, misfit) -> {};
    private Consumer<Failure> onUnreadable = failure -> close(CloseCode.INVALID_TEXT, failure.getMessage());
    private boolean over;

    EventSocket(
            ClientLine line,
            Envelope envelope,
            Guest guest,
            Consumer<Future<?>> onCall,
            Consumer<Future<Proof>> prover) {
        this.line = line;
        this.envelope = envelope;
        this.guest = guest;
        this.prover = prover;
        this.screens = new Screens(line.edge(), line::isFull, guest, onCall);
        this.topics = feed();
        this.sequence = new Sequence(onCall);
    }

    /** Names this connection. */
    public String id() {
        return line.id();
    }

    /** Calls operations for this client. */
    public Guest guest() {
        return guest;
    }

    /** The terminals that this client looks at. */
    public Screens screens() {
        return screens;
    }

    /** The topics that this client follows. */
    public TopicFeed topics() {
        return topics;
    }

    /** Another feed of this client, which ends when that is said. */
    public TopicFeed feed() {
        return new TopicFeed(line.edge(), line.deliveries(), guest, line::backlog);
    }

    /** The order of what this client asks for. */
    public Sequence sequence() {
        return sequence;
    }

    /** Handles {@code event}, whose data must fit the record {@code type}. */
    public <T> EventSocket on(String event, Class<T> type, Consumer<T> handler) {
        return on(event, type, (data, message) -> handler.accept(data));
    }

    /** As {@link #on(String, Class, Consumer)}, with the message that has the data. */
    public <T> EventSocket on(String event, Class<T> type, BiConsumer<T, Message> handler) {
        handlers.put(event, message -> {
            T data;
            try {
                data = Wire.decode(message.data() == null ? new byte[0] : Wire.encode(message.data()), type);
            } catch (Failure misfit) {
                onMisfit.accept(message, misfit);
                return;
            }
            handler.accept(data, message);
        });
        return this;
    }

    /** Handles events that nobody else does; without, they are ignored. */
    public EventSocket otherwise(Consumer<Message> handler) {
        otherwise = handler;
        return this;
    }

    /** Handles events whose data do not fit; without, they are ignored. */
    public EventSocket onMisfit(BiConsumer<Message, Failure> handler) {
        onMisfit = handler;
        return this;
    }

    /** Handles what is no message at all; without, the connection is closed. */
    public EventSocket onUnreadable(Consumer<Failure> handler) {
        onUnreadable = handler;
        return this;
    }

    /** Runs {@code action} once when the client is gone. */
    public EventSocket onClose(Runnable action) {
        onClose.add(action);
        return this;
    }

    /** Tells the client; {@code data} is a record, a map, a list, a text, a number, a truth or {@code null}. */
    public void emit(String event, Object data) {
        emit(event, data, () -> {});
    }

    /** As {@link #emit(String, Object)}; runs {@code taken} when the network has it. */
    public void emit(String event, Object data, Runnable taken) {
        send(envelope.frame(event, data), taken);
    }

    /** As {@link #emit(String, Object)}, with an object: what is named, each before its value. */
    public void tell(String event, Object... namesAndValues) {
        emit(event, Members.of(namesAndValues));
    }

    /** Sends a message as it is. */
    public void send(Map<String, Object> frame) {
        send(frame, () -> {});
    }

    /** As {@link #send(Map)}; runs {@code taken} when the network has it. */
    public void send(Map<String, Object> frame, Runnable taken) {
        send(envelope.write(frame), taken);
    }

    /** Sends a text that is no message; runs {@code taken} when the network has it. */
    public void say(String text, Runnable taken) {
        send(text.getBytes(StandardCharsets.UTF_8), taken);
    }

    private void send(byte[] text, Runnable taken) {
        if (!over) {
            line.send(text, taken);
        }
    }

    /** This client is who {@code proving} says from now on, with those rights; when that fails, it is closed with 4001. */
    public void prove(Future<Proof> proving) {
        prover.accept(proving);
    }

    /** Ends the connection; what was sent before still arrives. */
    public void close(CloseCode code, String reason) {
        line.close(code, reason);
    }

    void hear(byte[] text) {
        Message message;
        try {
            message = envelope.read(text);
        } catch (Failure unreadable) {
            onUnreadable.accept(unreadable);
            return;
        }
        handlers.getOrDefault(message.event(), otherwise).accept(message);
    }

    void end() {
        over = true;
        screens.end();
        topics.end();
        onClose.forEach(Runnable::run);
    }
}
