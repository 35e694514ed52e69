package dev.trestle.bench;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Finds the messages in what a server sends, by the lengths in the frames' headers; keeps nothing of what they say. */
final class ServerFrames {

    /** Where what was found goes. */
    interface Receiver {
        /** The next bytes of a message, valid until this returns; they need not be read. */
        void part(boolean binary, ByteBuffer bytes) throws IOException;

        /** A message, or its last fragment, was so long. */
        void message(long length) throws IOException;

        void ping() throws IOException;
    }

    private static final int BINARY = 2;
    private static final int PING = 9;
    private static final int CLOSE = 8;
    private static final int FINAL = 0x80;

    private final Receiver receiver;
    private int first = -1;
    private boolean binary;
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
                part(input);
                if (left == 0) {
                    end();
                }
            } else {
                header(input.get() & 0xff);
            }
        }
    }

    private void part(ByteBuffer input) throws IOException {
        int length = (int) Math.min(left, input.remaining());
        int end = input.position() + length;
        int limit = input.limit();
        if (opcode() < CLOSE) {
            input.limit(end);
            receiver.part(binary, input);
        }
        input.limit(limit).position(end);
        left -= length;
    }

    private int opcode() {
        return first & 0xf;
    }

    private void header(int octet) throws IOException {
        if (first < 0) {
            first = octet;
            // A continuation, 0, is of the kind that was begun.
            binary = opcode() == 0 || opcode() >= CLOSE ? binary : opcode() == BINARY;
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
        int opcode = opcode();
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
