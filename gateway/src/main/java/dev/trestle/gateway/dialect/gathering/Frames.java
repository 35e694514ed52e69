package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Envelope;
import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Message;
import dev.trestle.gateway.dialect.Snake;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The messages of GatheRing.
 *
 * @param kind the member that says what kind of message a client sends
 * @param flat whether what is told stands beside the type, and not in {@code data}
 */
record Frames(String kind, boolean flat) implements Envelope {

    @Override
    public Message message(Map<String, Object> frame) {
        return new Message(String.valueOf(frame.get(kind)), frame, frame);
    }

    @Override
    public Map<String, Object> frame(String type, Object data) {
        if (!flat) {
            return event(type, data, System.currentTimeMillis());
        }
        var frame = Members.of("type", type);
        frame.putAll(Members.in(data));
        return frame;
    }

    /** What is told of something that happened at {@code time}, in epoch milliseconds. */
    static Map<String, Object> event(String type, Object data, long time) {
        return Members.of("type", type, "data", data, "timestamp", time(time));
    }

    /** Tells what {@code told} has in it, under the name of its record. */
    static void tell(EventSocket socket, Record told) {
        socket.emit(Snake.name(told.getClass().getSimpleName()), Snake.members(told));
    }

    /** Tells what is named, each before its value. */
    static void tell(EventSocket socket, String type, Object... namesAndValues) {
        socket.emit(type, Members.of(namesAndValues));
    }

    static void error(EventSocket socket, String message) {
        tell(socket, "error", "message", message);
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
