package dev.trestle.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One GET or PUT on a connection of its own, served by a loop. The bytes are counted and forgotten. */
final class Transfer implements Loop.Party, AutoCloseable {

    private final SocketChannel channel = SocketChannel.open();
    private final SelectionKey key;
    private final ByteBuffer block;
    private final StringBuilder head = new StringBuilder();
    private long toSend;
    private long toReceive = -1;

    private Transfer(Loop loop, URI file, String request, ByteBuffer block, long toSend) throws IOException {
        this.block = block;
        this.toSend = toSend;
        channel.connect(new InetSocketAddress(file.getHost(), file.getPort()));
        var bytes = ByteBuffer.wrap((request + "\r\nHost: " + file.getAuthority() + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.configureBlocking(false);
        key = channel.register(loop.selector(), toSend > 0 ? SelectionKey.OP_WRITE : SelectionKey.OP_READ, this);
    }

    /** Begins to fetch {@code file}. */
    static Transfer get(Loop loop, URI file, String token) throws IOException {
        return new Transfer(loop, file, request("GET", file, token), ByteBuffer.allocate(0), 0);
    }

    /** Begins to store {@code size} bytes, {@code block} again and again, as {@code file}. */
    static Transfer put(Loop loop, URI file, String token, ByteBuffer block, long size) throws IOException {
        return new Transfer(loop, file, request("PUT", file, token) + "\r\nContent-Length: " + size, block, size);
    }

    private static String request(String method, URI file, String token) {
        return method + " " + file.getRawPath() + " HTTP/1.1\r\nAuthorization: Bearer " + token;
    }

    /** Whether the last byte of the answer is here. */
    boolean isDone() {
        return toReceive == 0;
    }

    @Override
    public void ready(ByteBuffer buffer) throws IOException {
        // An answer before the end would be a refusal, and the write would fail.
        if (toSend > 0) {
            send();
        } else {
            receive(buffer);
        }
    }

    private void send() throws IOException {
        if (!block.hasRemaining()) {
            block.rewind();
        }
        int limit = block.limit();
        block.limit((int) Math.min(limit, block.position() + toSend));
        toSend -= channel.write(block);
        block.limit(limit);
        if (toSend == 0) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private void receive(ByteBuffer buffer) throws IOException {
        int read = channel.read(buffer);
        buffer.flip();
        while (toReceive < 0 && buffer.hasRemaining()) {
            head.append((char) (buffer.get() & 0xff));
            if (head.length() > 4 && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
                toReceive = length();
            }
        }
        if (toReceive > 0) {
            toReceive -= buffer.remaining();
        }
        buffer.clear();
        if (read < 0 && toReceive != 0) {
            throw new IOException("the answer ended too early: " + head);
        }
    }

    private long length() throws IOException {
        if (!head.toString().startsWith("HTTP/1.1 20")) {
            throw new IOException("the answer was: " + head);
        }
        return head.toString()
                .lines()
                .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
                .mapToLong(line -> Long.parseLong(line.substring(15).strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("the answer does not say how long it is: " + head));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
