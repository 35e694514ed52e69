package dev.trestle.wire;

import java.util.List;

/** What a connection can ask about itself, and what the server tells it. Served by the gateway. */
public final class Session {

    public static final Operation<Authenticate, Authenticated> AUTHENTICATE = new Operation<>(
            "session.authenticate",
            Authenticate.class,
            Authenticated.class,
            "Proves who this connection is, or refreshes the proof before it expires.");
    public static final Operation<Empty, Pong> PING =
            new Operation<>("session.ping", Empty.class, Pong.class, "Answers at once with the server's time.");
    public static final Operation<Cancel, Cancelled> CANCEL = new Operation<>(
            "session.cancel", Cancel.class, Cancelled.class, "Cancels a call in flight on this connection.");
    public static final Operation<Empty, Operations> OPERATIONS = new Operation<>(
            "session.operations", Empty.class, Operations.class, "Lists the operations this principal may call.");

    public static final Topic<Ready> READY =
            new Topic<>("session.ready", Ready.class, "Sent once, right after authentication.");
    public static final Topic<Closing> CLOSING =
            new Topic<>("session.closing", Closing.class, "Sent before the server drains and closes.");

    /** {@code session.authenticate}. */
    public record Authenticate(
            @Describe("A long-lived token.") String token) {}

    /** The answer to {@code session.authenticate}. */
    @Describe("Who the connection is now.")
    public record Authenticated(
            @Describe("Who the token belongs to.") String principal,

            @Describe("When the token expires, in epoch milliseconds; absent when it does not.") @Nullable
            Long expiresAt) {}

    /** The answer to {@code session.ping}. */
    @Describe("A sign of life.")
    public record Pong(
            @Describe("The server's time in epoch milliseconds.")
            long time) {}

    /** {@code session.cancel}. */
    public record Cancel(
            @Describe("The id of the call to cancel, with its JSON type.")
            CallId id) {}

    /** The answer to {@code session.cancel}. */
    @Describe("Whether there was a call to cancel.")
    public record Cancelled(
            @Describe("False when no call with that id was in flight any more.")
            boolean cancelled) {}

    /** The answer to {@code session.operations}. */
    @Describe("What this principal may call.")
    public record Operations(
            @Describe("Names, in alphabetical order.") List<String> operations) {}

    /** {@code session.ready}. */
    @Describe("The first notification on an authenticated connection.")
    public record Ready(
            @Describe("Names this connection in logs and presence.")
            String connectionId,

            @Describe("Who the connection is.") String principal,
            @Describe("The version of the protocol.") int protocol,
            @Describe("The node that holds the connection.") String node,

            @Describe("The interval of the server's pings, in milliseconds.")
            long heartbeatMs,

            @Describe("What this connection must keep to.") Limits limits,

            @Describe("The workspaces this principal can see.")
            List<String> workspaces,

            @Describe("Whether topics recover missed events on this server.")
            boolean recovery,

            @Describe("When the proof ends unless it is refreshed, in epoch milliseconds; absent when it does not.")
            @Nullable
            Long expiresAt) {}

    /** The limits of one connection. */
    @Describe("What a connection must keep to, or be refused.")
    public record Limits(
            @Describe("The longest message either way, in bytes.")
            long messageBytes,

            @Describe("The most requests without an answer.")
            int inFlight) {}

    /** {@code session.closing}. */
    @Describe("The last notification before a drain.")
    public record Closing(
            @Describe("Why, in words.") String reason,

            @Describe("How long to wait before connecting again, in milliseconds.")
            long reconnectAfterMs) {}

    /** The body of the answer to {@code POST /api/v1/tickets}. */
    @Describe("What opens one WebSocket in place of a token: GET /ws?ticket=…")
    public record Ticket(
            @Describe("Good for one handshake.") String ticket,

            @Describe("When it stops being good, in epoch milliseconds.")
            long expiresAt) {}

    private Session() {}
}
