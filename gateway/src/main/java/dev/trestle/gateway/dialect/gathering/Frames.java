package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Envelope;
import dev.trestle.gateway.dialect.Message;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

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
        return of("type", type, "data", data, "timestamp", now());
    }

    /** These names and values in turn. */
    static Map<String, Object> of(Object... namesAndValues) {
        var frame = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            frame.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return frame;
    }

    /** The members of {@code data}, none where it is no object; for the caller to add to. */
    static Map<String, Object> members(Object data) {
        var members = new LinkedHashMap<String, Object>();
        if (data instanceof Map<?, ?> object) {
            object.forEach((name, value) -> members.put((String) name, value));
        }
        return members;
    }

    static String now() {
        return time(System.currentTimeMillis());
    }

    /** Epoch milliseconds as Python writes them. */
    static String time(long milliseconds) {
        return Instant.ofEpochMilli(milliseconds).toString().replace("Z", "+00:00");
    }
}
