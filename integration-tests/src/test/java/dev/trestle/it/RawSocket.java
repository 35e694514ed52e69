package dev.trestle.it;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A WebSocket written out by hand (RFC 6455 §5.2), for what a library would not send or not leave unanswered. */
final class RawSocket implements AutoCloseable {

    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /** A frame from the server. */
    record Frame(int opcode, byte[] payload) {

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The code of a close frame. */
        int closeCode() {
            return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final String head;

    private RawSocket(Socket socket, URI uri, String more) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        socket.setSoTimeout((int) Launched.PATIENCE.toMillis());
        write(ascii("GET /ws HTTP/1.1\r\nHost: " + uri.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + more + "\r\n"));
        this.head = readHead();
    }

    /** Opens a socket with further lines in the head of its handshake, each with its line break. */
    static RawSocket open(URI uri, String more) {
        try {
            return new RawSocket(new Socket(uri.getHost(), uri.getPort()), uri, more);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** All that is answered to {@code request}, which asks for the connection to be closed. */
    static String answerTo(URI uri, String request) {
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream().write(ascii(request));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Opens a socket as the owner and passes over {@code session.ready}. */
    static RawSocket ofOwner(StartedTrestle trestle) {
        var raw = open(trestle.ws(""), "Authorization: Bearer " + StartedTrestle.TOKEN + "\r\n");
        raw.frame();
        return raw;
    }

    private String readHead() throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            text.append((char) in.readUnsignedByte());
        }
        return text.toString();
    }

    /** The head of the answer to the handshake. */
    String head() {
        return head;
    }

    /** Sends these texts as one message each, all of them in one segment. */
    void sendTogether(String... texts) {
        var bytes = new ByteArrayOutputStream();
        for (var text : texts) {
            bytes.writeBytes(frame(TEXT, text.getBytes(StandardCharsets.UTF_8)));
        }
        write(bytes.toByteArray());
    }

    /** Sends one frame, masked with zeros. */
    void send(int opcode, byte[] payload) {
        write(frame(opcode, payload));
    }

    private static byte[] frame(int opcode, byte[] payload) {
        var frame = new ByteArrayOutputStream();
        frame.write(0x80 | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** Sends bytes as they are. */
    void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** The next frame, or {@code null} when the server has ended the connection. */
    Frame frame() {
        try {
            int opcode = in.readUnsignedByte() & 0x0f;
            long length = in.readUnsignedByte() & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            return new Frame(opcode, in.readNBytes((int) length));
        } catch (EOFException ended) {
            return null;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** The next frame of this kind; others are passed over and answered by nothing. */
    Frame frame(int opcode) {
        for (var frame = frame(); ; frame = frame()) {
            if (frame == null) {
                throw new AssertionError("the server ended the connection without a frame of kind " + opcode);
            } else if (frame.opcode() == opcode) {
                return frame;
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
