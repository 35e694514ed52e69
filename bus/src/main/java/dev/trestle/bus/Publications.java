package dev.trestle.bus;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Protocol;
import dev.trestle.wire.Topics;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;

/** Takes events from services on the bus; the other end of {@link Publisher}. */
public final class Publications {

    /**
     * What somebody on the bus wants to publish.
     *
     * @param event its name, or {@code null} when {@code data} is an array of {@code {event, data?}}
     * @param data what should be JSON; empty for none
     * @param principal who, or {@code null} when they did not say
     * @param key the publisher's name for this event, or {@code null}
     */
    public record Publication(String topic, String event, Buffer data, String principal, String key) {}

    /** Appends what is published. */
    public interface Handler {
        /** Yields the event's place. */
        Future<Position> publish(Publication publication);
    }

    private Publications() {}

    /** Hands what this node is sent to {@code handler}, on the context of the caller; completes once it is reachable. */
    public static Future<Void> serve(Node node, Handler handler) {
        return node.vertx()
                .eventBus()
                .consumer(Publisher.ADDRESS, message -> receive(node, message, handler))
                .completion();
    }

    private static void receive(Node node, Message<Object> message, Handler handler) {
        Future<Position> outcome;
        try {
            var publication = read(message);
            check(node, message.headers(), publication);
            outcome = handler.publish(publication);
        } catch (RuntimeException refused) {
            outcome = Future.failedFuture(refused);
        }
        outcome.onSuccess(place -> {
                    var body = Buffer.buffer(Wire.encode(place));
                    message.reply(message.body() instanceof JsonObject ? new JsonObject(body) : body);
                })
                .onFailure(cause -> Failures.reply(message, cause));
    }

    private static void check(Node node, MultiMap headers, Publication publication) {
        var scope = Protocol.scopeOf(Topics.PUBLISH.name());
        node.words().check(headers, publication.principal(), Publisher.workspaceOf(publication.topic()), scope);
    }

    private static Publication read(Message<Object> message) {
        var headers = message.headers();
        var topic = headers.get(Headers.TOPIC);
        var event = headers.get(Headers.EVENT);
        var data = Wire.json(message.body());
        boolean several = data.length() > 0 && data.getByte(0) == '[';
        if (topic == null || event == null && !several) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "the headers topic and event are required");
        }
        return new Publication(topic, event, data, headers.get(Headers.PRINCIPAL), headers.get(Headers.KEY));
    }
}
