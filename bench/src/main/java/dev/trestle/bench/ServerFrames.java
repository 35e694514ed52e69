package dev.trestle.bench;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Finds the ends of messages in what a server sends, by the lengths in the frames' headers; what they say is skipped. */
final class ServerFrames {

    /** Where what was found goes. */
    interface Receiver {
        void message(long length) throws IOException;

        void ping() throws IOException;
    }

    private static final int PING = 9;
    private static final int CLOSE = 8;
    private static final int FINAL = 0x80;

    private final Receiver receiver;
    private int first = -1;
    private int lengthBytes;
    private long length;
    private long left;

    ServerFrames(Receiver receiver) {
        this.receiver = receiver;
    }

    /** Takes all of {@code input}, wherever it begins and ends. */
    void feed(ByteBuffer input) throws IOException {
        while (input.hasRemaining()) {
            if (left > 0) {
                int skipped = (int) Math.min(left, input.remaining());
                input.position(input.position() + skipped);
                left -= skipped;
                if (left == 0) {
                    end();
                }
            } else {
                header(input.get() & 0xff);
            }
        }
    }

    private void header(int octet) throws IOException {
        if (first < 0) {
            first = octet;
            length = -1;
            return;
        } else if (length < 0) {
            lengthBytes = octet < 126 ? 0 : octet == 126 ? 2 : 8;
            length = octet < 126 ? octet : 0;
        } else {
            length = length << 8 | octet;
            lengthBytes--;
        }
        if (lengthBytes == 0) {
            left = length;
            if (left == 0) {
                end();
            }
        }
    }

    private void end() throws IOException {
        int opcode = first & 0xf;
        boolean last = (first & FINAL) != 0;
        first = -1;
        if (opcode == CLOSE) {
            throw new IOException("the server closed the connection");
        } else if (opcode == PING) {
            receiver.ping();
        } else if (opcode < CLOSE && last) {
            receiver.message(length);
        }
    }
}
