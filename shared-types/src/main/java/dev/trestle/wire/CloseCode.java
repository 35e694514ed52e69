package dev.trestle.wire;

/**
 * Why the server ends a connection. An error answers a call; a close ends a connection.
 *
 * <p>{@link #reconnect()} tells a client whether coming back with the same credentials can help; numbers below 4000 are
 * those of RFC 6455 §7.4.1.
 */
public enum CloseCode {
    /** Where neither side announced it, a client treats it as a lost connection. */
    NORMAL(1000, true, "closed"),
    DRAINING(1001, true, "this node is draining"),
    PROTOCOL_VIOLATION(1002, false, "not RFC 6455"),
    UNSUPPORTED_DATA(1003, false, "this kind of frame is not accepted here"),
    INVALID_TEXT(1007, false, "a text message that is not UTF-8"),
    TOO_BIG(1009, false, "a message over the limit"),
    INTERNAL(1011, true, "a bug of the server"),
    OVERLOAD(1013, true, "the server is overloaded"),
    UNAUTHENTICATED(4001, false, "not authenticated in time, or the token expired or was withdrawn"),
    FORBIDDEN(4003, false, "not with this token"),
    SLOW_CONSUMER(4008, true, "answers were not read fast enough"),
    NO_HEARTBEAT(4009, true, "nothing was heard for two heartbeats"),
    FLOODING(4029, true, "far too many messages");

    private final int number;
    private final boolean reconnect;
    private final String summary;

    CloseCode(int number, boolean reconnect, String summary) {
        this.number = number;
        this.reconnect = reconnect;
        this.summary = summary;
    }

    /** The WebSocket close code. */
    public int number() {
        return number;
    }

    /** Whether a client should connect again, with jitter. */
    public boolean reconnect() {
        return reconnect;
    }

    /** The reason text when nothing more precise is known. */
    public String summary() {
        return summary;
    }
}
