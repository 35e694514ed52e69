package dev.trestle.gateway.dialect.cluso;

import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Message;
import dev.trestle.gateway.dialect.Repertoire;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Nullable;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** What one client of Cluso says; an id comes back as it was sent, a number as a number. */
final class Talker {

    private static final String RESPONSE = "response";

    /** {@code subscribe} and {@code unsubscribe}. */
    record Subscription(@Nullable String channel) {}

    /** {@code request}. */
    record Request(@Nullable String handler, @Nullable Object data) {}

    /** {@code invoke} and {@code send}. */
    record Call(@Nullable String channel, @Nullable Object data) {}

    private final EventSocket socket;
    private final Channels channels;
    private final Repertoire workshop;

    Talker(EventSocket socket) {
        this.socket = socket;
        this.channels = new Channels(socket);
        this.workshop = Workshop.of(socket.guest(), socket::feed);
    }

    void serve() {
        on("subscribe", "subscribed", channels::subscribe);
        on("unsubscribe", "unsubscribed", channels::leave);
        socket.on(
                "request",
                Request.class,
                (request, message) -> answer(message, work(request.handler(), request.data())));
        socket.on("invoke", Call.class, (call, message) -> answer(message, work(call.channel(), call.data())));
        socket.on("send", Call.class, call -> {
            if (call.channel() != null) {
                channels.publish(call.channel(), call.data());
            }
        });
        socket.onUnreadable(garbage -> socket.tell(RESPONSE, "error", "Failed to parse message"));
        var id = "conn-" + System.currentTimeMillis() + "-"
                + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), Character.MAX_RADIX);
        socket.emit(RESPONSE, Map.of("status", "connected", "connectionId", id, "cwd", Places.root(socket.guest())));
    }

    private void on(String event, String status, Function<String, Future<Void>> change) {
        socket.on(event, Subscription.class, (request, message) -> {
            var channel = request.channel();
            if (channel != null) {
                answer(message, change.apply(channel).map(Map.of("status", status, "channel", channel)));
            }
        });
    }

    /** With an object or, for files, the path alone. */
    private Future<?> work(String name, Object data) {
        if (!workshop.knows(name)) {
            return Future.failedFuture(new Failure(ErrorCode.UNKNOWN_OPERATION, "No handler for request type"));
        }
        boolean bare = data != null && !(data instanceof Map);
        return workshop.call(name, bare ? Map.of("path", data) : Members.in(data));
    }

    private void answer(Message message, Future<?> work) {
        work.onComplete(data -> respond(message, data, null), failed -> respond(message, null, failed.getMessage()));
    }

    /** Of two kinds of clients one looks for errors beside the data and one in them. */
    private void respond(Message message, Object data, String error) {
        var frame = Members.of("type", RESPONSE);
        if (message.frame().containsKey("id")) {
            frame.put("id", message.frame().get("id"));
        }
        if (error != null) {
            frame.put("error", error);
        }
        frame.put("data", error == null ? data : Map.of("error", error));
        socket.send(frame);
    }
}
