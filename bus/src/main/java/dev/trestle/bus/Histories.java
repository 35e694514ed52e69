package dev.trestle.bus;

import dev.trestle.wire.Topics.ReadHistory;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;

/** Answers what services on the bus ask about topics; the other end of {@link TopicReader}. */
public final class Histories {

    /** Reads a part of a topic. */
    public interface Handler {
        /** Yields the JSON of a {@link dev.trestle.wire.Topics.History}. */
        Future<Buffer> read(ReadHistory question);
    }

    private Histories() {}

    /** Hands what this node is asked to {@code handler}, on the context of the caller; completes once it is reachable. */
    public static Future<Void> serve(Node node, Handler handler) {
        return node.vertx()
                .eventBus()
                .consumer(TopicReader.ADDRESS, message -> receive(node, message, handler))
                .completion();
    }

    private static void receive(Node node, Message<Object> message, Handler handler) {
        Future<Buffer> answer;
        try {
            node.sender(message.headers());
            answer = handler.read(Wire.decode(Wire.json(message.body()), ReadHistory.class));
        } catch (RuntimeException refused) {
            answer = Future.failedFuture(refused);
        }
        answer.onSuccess(message::reply).onFailure(cause -> Failures.reply(message, cause));
    }
}
