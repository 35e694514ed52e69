package dev.trestle.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames as a client sends them (RFC 6455 §5.2): final, masked, encoded once and sent many times. */
final class ClientFrames {

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int PONG = 10;
    private static final int LONGEST_SHORT = 125;
    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

    private ClientFrames() {}

    static ByteBuffer text(String text) {
        return encode(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    static ByteBuffer binary(byte[] bytes) {
        return encode(BINARY, bytes);
    }

    static ByteBuffer pong() {
        return encode(PONG, new byte[0]);
    }

    /** Puts {@code octet} at {@code index} of the payload of {@code frame}. */
    static void patch(ByteBuffer frame, int index, byte octet) {
        int header = (frame.get(1) & 0x7f) <= LONGEST_SHORT ? 2 : 4;
        frame.put(header + MASK.length + index, (byte) (octet ^ MASK[index % MASK.length]));
    }

    private static ByteBuffer encode(int opcode, byte[] payload) {
        var frame = ByteBuffer.allocateDirect(payload.length + 8);
        frame.put((byte) (FINAL | opcode));
        if (payload.length <= LONGEST_SHORT) {
            frame.put((byte) (MASKED | payload.length));
        } else {
            frame.put((byte) (MASKED | LONGEST_SHORT + 1)).putShort((short) payload.length);
        }
        frame.put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i % MASK.length]));
        }
        return frame.flip();
    }
}
