package dev.trestle.launcher;

import dev.trestle.bus.Node;
import dev.trestle.gateway.Gateway;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.stream.Stream;

/**
 * A node whose roles all serve.
 *
 * @param gateway {@code null} when the node has not that role
 */
record RunningNode(Node node, Gateway gateway, Status status) {

    /** What standard output says when everything is ready. */
    String readyLine() {
        return gateway == null ? "ready" : "ready " + gateway.url() + "/?ticket=" + gateway.ticket();
    }

    /** What it says right before, a line for each dialect that is spoken. */
    Stream<String> dialectLines() {
        return gateway == null
                ? Stream.empty()
                : gateway.dialects().entrySet().stream()
                        .map(dialect -> "dialect " + dialect.getKey() + " " + dialect.getValue());
    }

    /** Reads again who may come in, and the listener's certificate. */
    void reload() {
        if (gateway != null) {
            gateway.reload();
        }
    }

    /** Answers what is in flight, then leaves the others. It leaves even when draining fails. */
    Future<Void> drain() {
        status.draining();
        return leaveAfter(gateway == null ? Future.succeededFuture() : gateway.drain(), node);
    }

    /** What {@code outcome} yields, once {@code node} has left after it. */
    static <T> Future<T> leaveAfter(Future<T> outcome, Node node) {
        // Of no context: when the node has left, its event loops have ended and would tell nobody.
        Promise<T> left = Promise.promise();
        outcome.onComplete(ended -> node.leave().onComplete(gone -> {
            var cause = ended.failed() ? ended.cause() : gone.cause();
            left.complete(ended.result(), cause);
        }));
        return left.future();
    }
}
