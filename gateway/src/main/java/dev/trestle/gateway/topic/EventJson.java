package dev.trestle.gateway.topic;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.topic.TopicLog.Entry;
import dev.trestle.wire.Topics;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

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
    /** The beginning and the end of a frame, and the number of its event. */
    private static final int MOST_AROUND = FRAME.length + 10 + 20 + 3;

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

    /** Hands over the events in {@code frames}, which {@link #frames} has made, one by one. */
    public static void each(ByteBuf frames, Consumer<Topics.Event> taker) {
        for (int at = frames.readerIndex(); at < frames.writerIndex(); ) {
            int head = head(frames, at);
            int length = switch (head) {
                case 4 -> frames.getUnsignedShort(at + 2);
                case 10 -> Math.toIntExact(frames.getLong(at + 2));
                default -> frames.getByte(at + 1);
            };
            int start = at + head + FRAME.length;
            at += head + length;
            taker.accept(Wire.decode(ByteBufUtil.getBytes(frames, start, at - 1 - start), Topics.Event.class));
        }
    }

    /** How many bytes stand before the text of the frame at {@code start}. */
    private static int head(ByteBuf frames, int start) {
        return switch (frames.getByte(start + 1)) {
            case TWO_BYTES -> 4;
            case EIGHT_BYTES -> 10;
            default -> 2;
        };
    }

    private static byte[] place(String topic, String epoch) {
        return ascii("{\"topic\":\"" + topic + "\",\"epoch\":\"" + epoch + "\",\"seq\":");
    }

    /** Appends the JSON of an event to {@code buffer}. */
    static void append(ByteBuf buffer, String topic, String epoch, Entry entry) {
        buffer.writeBytes(place(topic, epoch)).writeBytes(number(entry)).writeBytes(entry.body());
        buffer.writeByte('}');
    }

    private static byte[] number(Entry entry) {
        return ascii(entry.seq() + ",");
    }

    /**
     * A whole frame of RFC 6455, text and final, for the notification of each event, one after the other. They are written
     * as they are to every socket that wants them; whoever asked for them releases them.
     */
    static ByteBuf frames(String topic, String epoch, List<Entry> entries) {
        var place = place(topic, epoch);
        int size = 0;
        for (var entry : entries) {
            size += MOST_AROUND + place.length + entry.body().length;
        }
        var frames = PooledByteBufAllocator.DEFAULT.directBuffer(size);
        entries.forEach(entry -> append(frames, place, entry));
        return frames;
    }

    private static void append(ByteBuf frames, byte[] place, Entry entry) {
        var number = number(entry);
        int length = FRAME.length + place.length + number.length + entry.body().length + 2;
        frames.writeByte(TEXT);
        if (length < TWO_BYTES) {
            frames.writeByte(length);
        } else if (length < 1 << Short.SIZE) {
            frames.writeByte(TWO_BYTES).writeShort(length);
        } else {
            frames.writeByte(EIGHT_BYTES).writeLong(length);
        }
        frames.writeBytes(FRAME).writeBytes(place).writeBytes(number).writeBytes(entry.body());
        frames.writeByte('}').writeByte('}');
    }
}
