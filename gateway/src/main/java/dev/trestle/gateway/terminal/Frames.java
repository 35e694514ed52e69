package dev.trestle.gateway.terminal;

import io.vertx.core.buffer.Buffer;

/** Where the output of terminals leaves: one socket. */
public interface Frames {

    /** Sends a binary message; runs {@code gone} when the network has taken it. */
    void binary(Buffer message, Runnable gone);

    /** Sends a notification with these {@code params}; runs {@code gone} when the network has taken it. */
    void notification(String method, byte[] params, Runnable gone);

    /** Whether the client does not read what it was sent. */
    boolean isFull();
}
