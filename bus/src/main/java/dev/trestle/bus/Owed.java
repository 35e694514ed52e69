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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The answers that other nodes owe to this one. The bus waits for the answer of a dead node until the deadline; here,
 * whoever waits for one is told as soon as the cluster knows. Any thread may call.
 */
final class Owed {

    /** What a call costs beside its params: the message's headers, and what remembers it. */
    private static final int OVERHEAD = 1_024;

    /** What one node owes, and how many bytes of calls wait for it. */
    private static final class Account {
        private final Set<Debt> debts = ConcurrentHashMap.newKeySet();
        private final AtomicLong bytes = new AtomicLong();
    }

    private record Debt(Context context, Promise<Buffer> promise) {
        void fail() {
            context.runOnContext(now -> promise.tryFail(new Failure(
                    ErrorCode.UNAVAILABLE, "the worker died; what was asked may or may not have happened")));
        }
    }

    private final long limit;
    private final Map<String, Account> byNode = new ConcurrentHashMap<>();
    private volatile Set<String> members = Set.of();

    /** Lets at most {@code limit} bytes of calls wait for one node. */
    Owed(long limit) {
        this.limit = limit;
    }

    /**
     * The answer of {@code node} to a call with {@code size} bytes of params, which {@code asking} sends off; {@code
     * UNAVAILABLE} on {@code context} when it is gone before it answers, and at once when too much waits for it.
     */
    Future<Buffer> by(String node, Context context, int size, Supplier<Future<Buffer>> asking) {
        var account = byNode.computeIfAbsent(node, any -> new Account());
        int cost = size + OVERHEAD;
        if (account.bytes.addAndGet(cost) > limit) {
            account.bytes.addAndGet(-cost);
            return Future.failedFuture(new Failure(
                    ErrorCode.UNAVAILABLE,
                    "a worker does not answer: " + limit + " bytes wait for it already (cluster.peerBytes)"));
        }
        var debt = new Debt(context, Promise.promise());
        account.debts.add(debt);
        asking.get().onComplete(ended -> {
            account.debts.remove(debt);
            account.bytes.addAndGet(-cost);
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
                .forEach(gone -> byNode.remove(gone).debts.forEach(Debt::fail));
    }
}
