package dev.trestle.gateway.dialect;

import dev.trestle.bus.Wire;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** How a protocol wraps its messages in JSON. */
public interface Envelope {

    /** {@code {"event": …, "data": …}}, without {@code data} where there is none. */
    Envelope EVENT_AND_DATA = new Envelope() {
        @Override
        public Message message(Map<String, Object> frame) {
            return new Message(String.valueOf(frame.get("event")), frame.get("data"), frame);
        }

        @Override
        public Map<String, Object> frame(String event, Object data) {
            var frame = new LinkedHashMap<String, Object>();
            frame.put("event", event);
            if (data != null) {
                frame.put("data", data);
            }
            return frame;
        }
    };

    /** One in which the member {@code kind} names the event, whose data is all of the message; {@code frames} makes what is sent. */
    static Envelope of(String kind, BiFunction<String, Object, Map<String, Object>> frames) {
        return new Envelope() {
            @Override
            public Message message(Map<String, Object> frame) {
                return new Message(String.valueOf(frame.get(kind)), frame, frame);
            }

            @Override
            public Map<String, Object> frame(String event, Object data) {
                return frames.apply(event, data);
            }
        };
    }

    /** What {@code frame}, which a client has sent, says. */
    Message message(Map<String, Object> frame);

    /** What is sent to a client. */
    Map<String, Object> frame(String event, Object data);

    /**
     * What {@code text}, which a client has sent, says.
     *
     * @throws Failure {@code PARSE_ERROR} when it is not an object in JSON
     */
    default Message read(byte[] text) {
        try {
            return message(new JsonObject(Buffer.buffer(text)).getMap());
        } catch (DecodeException notAnObject) {
            throw new Failure(ErrorCode.PARSE_ERROR, "a message must be an object in JSON");
        }
    }

    /** {@code frame} in JSON. */
    default byte[] write(Map<String, Object> frame) {
        return Wire.encode(frame);
    }
}
