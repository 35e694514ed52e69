package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** A client that can do everything wrong: a TCP connection, with HTTP and RFC 6455 by hand. */
final class RawSocket implements AutoCloseable {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int PATIENCE = (int) TestGateway.PATIENCE.toMillis();
    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

    record Frame(int first, byte[] payload) {
        int opcode() {
            return first & 0x0f;
        }

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    interface Step<T> {
        T take() throws IOException;
    }

    private final Socket socket;
    private final DataInputStream in;

    private RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    static RawSocket connect(int port) {
        return connect(port, 0);
    }

    /** With a receive buffer of about {@code window} bytes, so that little fits between server and client. */
    static RawSocket connect(int port, int window) {
        return unchecked(() -> {
            var socket = new Socket();
            if (window > 0) {
                socket.setReceiveBufferSize(window);
            }
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE);
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE);
            return new RawSocket(socket);
        });
    }

    static <T> T unchecked(Step<T> step) {
        try {
            return step.take();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** The request that opens a WebSocket, with {@code headers} more, each {@code Name: value}. */
    static String upgrade(String target, String... headers) {
        var more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + more + "\r\n";
    }

    RawSocket send(byte... bytes) {
        return unchecked(() -> {
            socket.getOutputStream().write(bytes);
            return this;
        });
    }

    RawSocket send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The head of an HTTP answer. */
    String head() {
        return unchecked(() -> {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            return head.toString();
        });
    }

    /** All of an HTTP answer that says how long it is. */
    String headAndBody() {
        var head = head();
        var length = head.replaceAll("(?is).*content-length: ([0-9]+).*", "$1");
        return unchecked(() -> head + new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8));
    }

    /** The status of an HTTP answer whose body is passed over. */
    int statusAndBody() {
        return Integer.parseInt(headAndBody().split(" ", 3)[1]);
    }

    /** The status of an HTTP answer. */
    int status() {
        return Integer.parseInt(head().split(" ", 3)[1]);
    }

    /** Sends a request. */
    RawSocket call(Object id, String method, String params) {
        var json = id instanceof String ? "\"" + id + "\"" : String.valueOf(id);
        return text(
                "{\"jsonrpc\":\"2.0\",\"id\":" + json + ",\"method\":\"" + method + "\",\"params\":" + params + "}");
    }

    /** A data frame as a client sends it. */
    static byte[] frame(int opcode, byte... payload) {
        return frame(0x80 | opcode, true, payload);
    }

    /** A frame with this first byte: flags and opcode. */
    static byte[] frame(int first, boolean masked, byte... payload) {
        var bytes = new ByteArrayOutputStream(payload.length + 14);
        int mask = masked ? 0x80 : 0;
        bytes.write(first);
        if (payload.length < 126) {
            bytes.write(mask | payload.length);
        } else if (payload.length < 65_536) {
            bytes.write(mask | 126);
            bytes.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            bytes.write(mask | 127);
            bytes.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        if (masked) {
            bytes.writeBytes(MASK);
        }
        for (int i = 0; i < payload.length; i++) {
            bytes.write(masked ? payload[i] ^ MASK[i & 3] : payload[i]);
        }
        return bytes.toByteArray();
    }

    RawSocket text(String text) {
        return send(frame(TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The next frame, whatever it is. */
    Frame read() {
        return unchecked(() -> {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            assertThat(second & 0x80).as("a server does not mask").isZero();
            long length = second < 126 ? second : second == 126 ? in.readUnsignedShort() : in.readLong();
            var payload = new byte[Math.toIntExact(length)];
            in.readFully(payload);
            return new Frame(first, payload);
        });
    }

    private Frame next(Predicate<Frame> wanted) {
        var frame = read();
        while (!wanted.test(frame)) {
            frame = read();
        }
        return frame;
    }

    /** The next frame with this opcode; the others are passed over. */
    Frame next(int opcode) {
        return next(frame -> frame.opcode() == opcode);
    }

    /** The next text message, as JSON. A close frame instead is a failure of the test. */
    JsonObject json() {
        var frame = next(any -> any.opcode() == TEXT || any.opcode() == CLOSE);
        assertThat(frame.opcode())
                .as(() -> "closed: " + new String(frame.payload(), StandardCharsets.UTF_8))
                .isEqualTo(TEXT);
        return new JsonObject(frame.text());
    }

    /** The name of the error that {@code answer} is. */
    static String codeOf(JsonObject answer) {
        return answer.getJsonObject("error").getJsonObject("data").getString("code");
    }

    /** The code of the close frame that comes, sooner or later. */
    int closeCode() {
        return ByteBuffer.wrap(next(CLOSE).payload()).getShort() & 0xffff;
    }

    /** Whether the server ended the connection, in order: nothing but the end comes. */
    boolean ended() {
        return unchecked(() -> in.read() == -1);
    }

    /** Waits for the end of the connection, orderly or not, and passes over what comes before. */
    void awaitEnd() {
        unchecked(() -> {
            var waste = new byte[65_536];
            try {
                while (in.read(waste) >= 0) {
                    continue;
                }
            } catch (SocketException reset) {
                assertThat(reset).hasMessageContaining("reset");
            }
            return null;
        });
    }

    /** Whether the connection ends before {@code milliseconds} have passed; what comes meanwhile is passed over. */
    boolean endsWithin(int milliseconds) {
        return unchecked(() -> {
            socket.setSoTimeout(milliseconds);
            try {
                return in.read() < 0;
            } catch (SocketTimeoutException stillOpen) {
                return false;
            } catch (SocketException reset) {
                return true;
            } finally {
                socket.setSoTimeout(PATIENCE);
            }
        });
    }

    /** Sends to a server that may be gone. */
    void trySend(String text) {
        try {
            send(text);
        } catch (UncheckedIOException gone) {
            assertThat(gone.getCause()).isInstanceOf(SocketException.class);
        }
    }

    @Override
    public void close() {
        unchecked(() -> {
            socket.close();
            return null;
        });
    }
}
