package dev.trestle.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A terminal on a server that is measured. Its output is counted, acknowledged and forgotten. */
final class Terminal {

    private static final int ACKNOWLEDGE = 64 * 1024;

    private final Connection connection;
    private final String id;
    private final int stream;
    private long received;
    private long acknowledged;
    private long lastAt;

    /** The terminal {@code id}, whose bytes come in frames of {@code stream}. */
    Terminal(Connection connection, String id, int stream) {
        this.connection = connection;
        this.id = id;
        this.stream = stream;
    }

    String id() {
        return id;
    }

    int stream() {
        return stream;
    }

    /** How many bytes have come. */
    long received() {
        return received;
    }

    /** When the last of them came, by {@link System#nanoTime}. */
    long lastAt() {
        return lastAt;
    }

    /** The frame that types {@code text}, to be used with {@link #type} as often as one likes. */
    ByteBuffer keys(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return ClientFrames.binary(ByteBuffer.allocate(TerminalSocket.HEADER + bytes.length)
                .put(TerminalSocket.DATA)
                .putInt(stream)
                .put(bytes)
                .array());
    }

    void type(ByteBuffer keys) throws IOException {
        connection.send(keys);
    }

    /** So many bytes have come. */
    void output(int bytes) throws IOException {
        received += bytes;
        lastAt = System.nanoTime();
        if (received - acknowledged >= ACKNOWLEDGE) {
            acknowledged = received;
            connection.send(ClientFrames.text("{\"jsonrpc\":\"2.0\",\"method\":\"pty.ack\",\"params\":{\"terminal\":\""
                    + id + "\",\"offset\":" + acknowledged + "}}"));
        }
    }
}
