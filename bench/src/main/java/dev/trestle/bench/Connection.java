package dev.trestle.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One WebSocket to a server that is measured: blocking until {@link #listen}, then served by a selector. */
final class Connection implements AutoCloseable, ServerFrames.Receiver, Loop.Party {

    /** Told of each message. */
    interface Listener {
        /** The next bytes of it, valid until this returns. */
        default void part(boolean binary, ByteBuffer bytes) throws IOException {}

        /** All of it has come; {@code length} of its last frame. */
        void answered(Connection connection, long length) throws IOException;
    }

    private static final int FINAL = 0x80;
    private static final int CLOSE = 8;
    private static final int PING = 9;

    private final SocketChannel channel;
    private final DataInputStream input;
    private final ServerFrames frames = new ServerFrames(this);
    private Listener listener;
    /** When the request that waits for its answer was sent, by {@link System#nanoTime}. */
    long sentAt;

    private Connection(SocketChannel channel) {
        this.channel = channel;
        this.input = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
    }

    /** Opens a WebSocket from {@code source}, a loopback address, and reads the greeting if the server has one. */
    static Connection open(Server server, String source) throws IOException {
        var channel = SocketChannel.open();
        var connection = new Connection(channel);
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.bind(new InetSocketAddress(source, 0));
            channel.connect(new InetSocketAddress(
                    server.address().getHost(), server.address().getPort()));
            connection.shakeHands(server);
            if (server.kind().greets()) {
                connection.readText();
            }
            return connection;
        } catch (IOException | RuntimeException refused) {
            connection.close();
            throw refused;
        }
    }

    private void shakeHands(Server server) throws IOException {
        var request = "GET " + server.kind().path() + " HTTP/1.1\r\nHost: "
                + server.address().getAuthority()
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13"
                + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer " + server.token()
                + "\r\n\r\n";
        send(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        var answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) input.readUnsignedByte());
        }
        if (!answer.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException(
                    "no WebSocket: " + answer.toString().lines().findFirst().orElse(""));
        }
    }

    /** Blocks for one message. */
    String readText() throws IOException {
        return new String(readMessage(), StandardCharsets.UTF_8);
    }

    /** Blocks for one message, which may come in fragments, and answers pings. */
    byte[] readMessage() throws IOException {
        var message = new ByteArrayOutputStream();
        while (true) {
            int first = input.readUnsignedByte();
            var payload = input.readNBytes(length(input.readUnsignedByte()));
            if ((first & 0xf) == PING) {
                ping();
            } else if ((first & 0xf) == CLOSE) {
                throw new IOException("the server closed the connection");
            } else if ((first & 0xf) < CLOSE) {
                message.write(payload);
                if ((first & FINAL) != 0) {
                    return message.toByteArray();
                }
            }
        }
    }

    private int length(int octet) throws IOException {
        return switch (octet) {
            case 126 -> input.readUnsignedShort();
            case 127 -> Math.toIntExact(input.readLong());
            default -> octet;
        };
    }

    /** Writes all of {@code frame} and leaves it as it was. */
    void send(ByteBuffer frame) throws IOException {
        int length = frame.remaining();
        int written = channel.write(frame);
        frame.rewind();
        if (written < length) {
            throw new IOException("the server does not read");
        }
    }

    /** From here on {@code selector} says when there is something to read. */
    void listen(Selector selector, Listener told) throws IOException {
        listener = told;
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Reads what there is, with the help of {@code buffer}, which is empty before and after. */
    void read(ByteBuffer buffer) throws IOException {
        if (channel.read(buffer) < 0) {
            throw new IOException("the server is gone");
        }
        frames.feed(buffer.flip());
        buffer.clear();
    }

    @Override
    public void ready(ByteBuffer buffer) throws IOException {
        read(buffer);
    }

    @Override
    public void part(boolean binary, ByteBuffer bytes) throws IOException {
        listener.part(binary, bytes);
    }

    @Override
    public void message(long length) throws IOException {
        listener.answered(this, length);
    }

    @Override
    public void ping() throws IOException {
        send(ClientFrames.pong());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
