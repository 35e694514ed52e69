package dev.trestle.gateway.socket;

import dev.trestle.gateway.Edge;
import dev.trestle.gateway.topic.Deliveries;
import dev.trestle.wire.CloseCode;

/** One socket as a {@link Talk} on it sees it. Belongs to the event loop of the socket. */
public final class ClientLine {

    private final ClientSocket socket;
    private final Edge edge;
    private final Deliveries deliveries;
    private final String id;
    private final String from;
    private final Outbox outbox;

    ClientLine(ClientSocket socket, Edge edge, Deliveries deliveries, String id, String from, Outbox outbox) {
        this.socket = socket;
        this.edge = edge;
        this.deliveries = deliveries;
        this.id = id;
        this.from = from;
        this.outbox = outbox;
    }

    public Edge edge() {
        return edge;
    }

    /** The live topics of this event loop. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** Names the connection. */
    public String id() {
        return id;
    }

    /** The address of the client. */
    public String from() {
        return from;
    }

    /** Writes the frames of the native protocol. */
    Outbox outbox() {
        return outbox;
    }

    /** Sends a text message; runs {@code gone} when the network has taken it. */
    public void send(byte[] text, Runnable gone) {
        outbox.text(text, gone);
    }

    /** Whether the client does not read what it was sent. */
    public boolean isFull() {
        return outbox.isFull();
    }

    /** Bytes that wait for the client to read; 0 while it keeps up. */
    public long backlog() {
        return outbox.backlog();
    }

    /** No call is in flight any more. */
    public void idle() {
        socket.idle();
    }

    /** {@link Talk#isCrowded} has changed. */
    public void relieved() {
        socket.listen();
    }

    /** Ends the connection; what was sent before still arrives. */
    public void close(CloseCode code, String reason) {
        socket.close(code, reason);
    }
}
