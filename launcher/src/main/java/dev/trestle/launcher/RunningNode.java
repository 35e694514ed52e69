package dev.trestle.launcher;

import dev.trestle.bus.Node;
import dev.trestle.config.Settings;
import dev.trestle.gateway.Gateway;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
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

    /**
     * Reads the files that {@code settings} name, and yields what puts all of it in force; fails with a
     * {@code ConfigException} when something is wrong.
     */
    Future<Runnable> prepare(Settings settings) {
        var steps = new ArrayList<Future<Runnable>>();
        steps.add(status.prepare());
        if (gateway != null) {
            steps.add(gateway.prepare(settings.gateway(), Launcher.access(settings)));
        }
        return Future.all(steps)
                .map(ready -> () -> steps.forEach(step -> step.result().run()));
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
