package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Envelope;
import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Message;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The messages of GatheRing: what is said about an event is in {@code data}, but where its chats are flat.
 *
 * @param kind the member that says what kind of message a client sends
 */
record Frames(String kind) implements Envelope {

    /** Most of its sockets. */
    static final Frames TYPE = new Frames("type");

    /** Its bus and its conversations. */
    static final Frames ACTION = new Frames("action");

    @Override
    public Message message(Map<String, Object> frame) {
        return new Message(String.valueOf(frame.get(kind)), frame, frame);
    }

    @Override
    public Map<String, Object> frame(String type, Object data) {
        return Members.of("type", type, "data", data, "timestamp", now());
    }

    /** Tells {@code client} what goes wrong with what {@code socket} says and hears. */
    static void troubles(EventSocket socket, Consumer<String> client) {
        socket.onMisfit((message, misfit) -> client.accept(misfit.getMessage()))
                .onUnreadable(garbage -> client.accept("Invalid JSON: " + garbage.getMessage()));
        socket.topics()
                .onGap(gap ->
                        client.accept("events " + gap.from() + " to " + gap.to() + " of " + gap.topic() + " are lost"));
    }

    static String now() {
        return time(System.currentTimeMillis());
    }

    /** Epoch milliseconds as Python writes them. */
    static String time(long milliseconds) {
        return Instant.ofEpochMilli(milliseconds).toString().replace("Z", "+00:00");
    }
}
