package dev.trestle.gateway.socket;

import dev.trestle.wire.CloseCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;

/**
 * Puts messages together from frames, within the limit.
 *
 * <p>Vert.x's own aggregation loses a message over its limit without a word and takes bytes that are not UTF-8.
 */
final class Inbox {

    /** Where complete messages and what ends the connection go. */
    interface Receiver {
        void message(byte[] text);

        void binary(Buffer message);

        void violation(CloseCode code, String reason);
    }

    private final int limit;
    private final Receiver receiver;
    private Buffer partial;
    private boolean binary;

    Inbox(int limit, Receiver receiver) {
        this.limit = limit;
        this.receiver = receiver;
    }

    void frame(WebSocketFrame frame) {
        if (frame.isBinary() || frame.isText()) {
            binary = frame.isBinary();
        }
        if (frame.isBinary() || frame.isText() || frame.isContinuation()) {
            append(frame.binaryData(), frame.isFinal());
        }
    }

    private void append(Buffer bytes, boolean last) {
        int held = partial == null ? 0 : partial.length();
        if (held + bytes.length() > limit) {
            partial = null;
            receiver.violation(CloseCode.TOO_BIG, "a message may have " + limit + " bytes");
            return;
        }
        if (!last) {
            partial = (partial == null ? Buffer.buffer() : partial).appendBuffer(bytes);
            return;
        }
        var message = partial == null ? bytes : partial.appendBuffer(bytes);
        partial = null;
        if (binary) {
            receiver.binary(message);
        } else {
            receiver.message(message.getBytes());
        }
    }
}
