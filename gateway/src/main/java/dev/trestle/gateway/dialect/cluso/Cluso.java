package dev.trestle.gateway.dialect.cluso;

import dev.trestle.gateway.dialect.Dialect;
import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.Envelope;
import dev.trestle.gateway.dialect.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** The protocol of the server of Cluso: channels on a WebSocket at any path, and files and git over HTTP. */
public final class Cluso implements Dialect {

    /** Messages that differ by their type alone. */
    private static final Envelope ENVELOPE = new Envelope() {
        @Override
        public Message message(Map<String, Object> frame) {
            return new Message(String.valueOf(frame.get("type")), frame, frame);
        }

        @Override
        public Map<String, Object> frame(String event, Object data) {
            var frame = new LinkedHashMap<String, Object>();
            frame.put("type", event);
            frame.put("data", data);
            return frame;
        }
    };

    @Override
    public void serve(Door door) {
        door.sockets(".*", ENVELOPE, none -> null, (socket, visit) -> new Talker(socket).serve());
        new Rest(door).serve();
    }
}
