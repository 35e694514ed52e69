package dev.trestle.bus;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The answers that other nodes owe to this one. The bus waits for the answer of a dead node until the deadline; here,
 * whoever waits for one is told as soon as the cluster knows. Any thread may call.
 */
final class Owed {

    private record Debt(Context context, Promise<Buffer> promise) {
        void fail() {
            context.runOnContext(now -> promise.tryFail(new Failure(
                    ErrorCode.UNAVAILABLE, "the worker died; what was asked may or may not have happened")));
        }
    }

    private final Map<String, Set<Debt>> byNode = new ConcurrentHashMap<>();
    private volatile Set<String> members = Set.of();

    /** {@code answer}, or {@code UNAVAILABLE} on {@code context} when {@code node} is gone before it comes. */
    Future<Buffer> by(String node, Context context, Future<Buffer> answer) {
        var debt = new Debt(context, Promise.promise());
        var debts = byNode.computeIfAbsent(node, any -> ConcurrentHashMap.newKeySet());
        debts.add(debt);
        answer.onComplete(ended -> {
            debts.remove(debt);
            if (ended.succeeded()) {
                debt.promise().tryComplete(ended.result());
            } else {
                debt.promise().tryFail(ended.cause());
            }
        });
        // It may have gone while this was written down.
        if (!members.contains(node)) {
            debt.fail();
        }
        return debt.promise().future();
    }

    /** From now on these are the nodes there are; to be told before anybody is sent to a new one. */
    void follow(Set<String> nodes) {
        members = nodes;
        byNode.keySet().stream()
                .filter(node -> !nodes.contains(node))
                .forEach(gone -> byNode.remove(gone).forEach(Debt::fail));
    }
}
