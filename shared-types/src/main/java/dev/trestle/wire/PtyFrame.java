package dev.trestle.wire;

/**
 * What the messages of a terminal's stream are, between its worker and a gateway: one byte for the kind, the number of the
 * stream as an unsigned 32-bit integer in network order, then the content. {@link #DATA} is at the same time the binary
 * frame that a client gets and sends.
 */
public enum PtyFrame {
    /** Bytes of output or input. */
    DATA(1),
    /** The JSON of {@link Pty.Exited}. */
    EXITED(2),
    /** The JSON of {@link Pty.Resized}. */
    RESIZED(3),
    /** The JSON of {@link Pty.Lagged}. */
    LAGGED(4);

    /** Bytes before the content. */
    public static final int HEADER = 5;

    /** The most bytes of output in one message; many small ones take turns better than few large ones. */
    public static final int SLICE = 16_384;

    /** How much more credit than its window a reader grants: for headers and for events, which come without credit of their own. */
    public static final int SLACK = 8_192;

    /** The part of the credit that a worker keeps for events. */
    public static final int RESERVE = 2_048;

    private final byte kind;

    PtyFrame(int kind) {
        this.kind = (byte) kind;
    }

    /** The first byte. */
    public byte kind() {
        return kind;
    }

    /** The kind with this first byte, or {@code null}. */
    public static PtyFrame of(byte kind) {
        for (var frame : values()) {
            if (frame.kind == kind) {
                return frame;
            }
        }
        return null;
    }
}
