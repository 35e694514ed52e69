package dev.trestle.gateway.socket;

import dev.trestle.gateway.access.Proof;
import dev.trestle.wire.CloseCode;
import io.vertx.core.buffer.Buffer;

/**
 * What is said on one socket and what is answered, in one protocol. Everything that all protocols have in common, such as
 * heartbeats, limits and the rules of RFC 6455, is done before it. Belongs to the event loop of its socket.
 */
public interface Talk {

    /** The client has proved who it is; from here on it is served. */
    void begin(Proof proof);

    /** Whether the client has proved who it is. */
    boolean isProven();

    /** Why the client may not stay, if so; {@code null} when it may. */
    CloseCode lapse();

    /** A message, which is UTF-8. */
    void message(byte[] text);

    /** A binary message; whether it is one of a kind that is served. */
    boolean binary(Buffer message);

    /** A text message came that is not UTF-8; nothing more is heard. */
    void garbled();

    /** The client has read what it was sent. */
    void drained();

    /** Whether no call is in flight. */
    boolean isIdle();

    /** Whether nothing more should be read for now: it comes faster than it can be passed on. */
    boolean isCrowded();

    /** Bytes of calls that wait for their turn. */
    int waitingBytes();

    /** The node is on its way out; the client is given up once nothing is in flight. */
    void leave(String reason, long reconnectAfterMs);

    /** Nobody listens any more; may be said more than once. */
    void end();
}
