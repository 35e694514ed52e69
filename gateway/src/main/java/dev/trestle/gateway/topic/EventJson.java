package dev.trestle.gateway.topic;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.topic.TopicLog.Entry;
import dev.trestle.wire.Topics;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;

/**
 * Puts events together, from bytes that are JSON already.
 *
 * <p>The names of topics and events, and epochs, are of characters that mean nothing in JSON, so they are written as they
 * are. Any thread may call.
 */
public final class EventJson {

    private static final byte[] FRAME =
            ascii("{\"jsonrpc\":\"2.0\",\"method\":\"" + Topics.EVENT.name() + "\",\"params\":");
    private static final int TEXT = 0x81;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private EventJson() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * What is kept of an event: all but its place.
     *
     * @param data JSON, or {@code null}
     */
    static byte[] body(String event, byte[] data, long time) {
        var before = ascii("\"event\":\"" + event + (data == null ? "\"" : "\",\"data\":"));
        var after = ascii(",\"time\":" + time);
        int size = data == null ? 0 : data.length;
        var body = new byte[before.length + size + after.length];
        System.arraycopy(before, 0, body, 0, before.length);
        if (data != null) {
            System.arraycopy(data, 0, body, before.length, size);
        }
        System.arraycopy(after, 0, body, before.length + size, after.length);
        return body;
    }

    /** The event in {@code frame}, which {@link #frame} has made. */
    public static Topics.Event read(ByteBuf frame) {
        int start = frame.readerIndex();
        int head = FRAME.length
                + switch (frame.getByte(start + 1)) {
                    case TWO_BYTES -> 4;
                    case EIGHT_BYTES -> 10;
                    default -> 2;
                };
        return Wire.decode(
                ByteBufUtil.getBytes(frame, start + head, frame.readableBytes() - head - 1), Topics.Event.class);
    }

    private static byte[] place(String topic, String epoch, long seq) {
        return ascii("{\"topic\":\"" + topic + "\",\"epoch\":\"" + epoch + "\",\"seq\":" + seq + ",");
    }

    /** Appends the JSON of an event to {@code buffer}. */
    static void append(ByteBuf buffer, String topic, String epoch, Entry entry) {
        buffer.writeBytes(place(topic, epoch, entry.seq()))
                .writeBytes(entry.body())
                .writeByte('}');
    }

    /**
     * A whole frame of RFC 6455, text and final, with the notification of an event. It is written as it is to every socket
     * that wants it; whoever asked for it releases it.
     */
    static ByteBuf frame(String topic, String epoch, Entry entry) {
        var place = place(topic, epoch, entry.seq());
        int length = FRAME.length + place.length + entry.body().length + 2;
        var frame = PooledByteBufAllocator.DEFAULT.directBuffer(length + 10);
        frame.writeByte(TEXT);
        if (length < TWO_BYTES) {
            frame.writeByte(length);
        } else if (length < 1 << Short.SIZE) {
            frame.writeByte(TWO_BYTES).writeShort(length);
        } else {
            frame.writeByte(EIGHT_BYTES).writeLong(length);
        }
        return frame.writeBytes(FRAME)
                .writeBytes(place)
                .writeBytes(entry.body())
                .writeByte('}')
                .writeByte('}');
    }
}
