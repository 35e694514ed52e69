package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Envelope;
import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Snake;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** The messages of GatheRing; times in them are as Python writes them. */
final class Frames {

    private Frames() {}

    /** What is told stands in {@code data}; {@code kind} is the member in which clients say what they mean. */
    static Envelope deep(String kind) {
        return Envelope.of(kind, (type, data) -> event(type, data, System.currentTimeMillis()));
    }

    /** What is told stands beside its type; {@code kind} as in {@link #deep}. */
    static Envelope flat(String kind) {
        return Envelope.of(kind, (type, data) -> {
            var frame = Members.of("type", type);
            frame.putAll(Members.in(data));
            return frame;
        });
    }

    /** What is told of something that happened at {@code time}, in epoch milliseconds. */
    static Map<String, Object> event(String type, Object data, long time) {
        return Members.of("type", type, "data", data, "timestamp", time(time));
    }

    /** Tells what {@code told} has in it, under the name of its record. */
    static void tell(EventSocket socket, Record told) {
        socket.emit(Snake.name(told.getClass().getSimpleName()), Snake.members(told));
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

    /** Of epoch milliseconds. */
    static String time(long milliseconds) {
        return Instant.ofEpochMilli(milliseconds).toString().replace("Z", "+00:00");
    }
}
