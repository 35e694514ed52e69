package dev.trestle.bus;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The answers that other nodes owe to this one. The bus waits for an answer that does not come until the deadline; here,
 * whoever waits for a node that is gone is told as soon as the cluster knows, and whoever waits for an answer that was lost
 * on a connection that broke, as soon as the node says that it works on no such call. Any thread may call.
 */
final class Owed {

    /** What a call costs beside its params: the message's headers, and what remembers it. */
    private static final int OVERHEAD = 1_024;

    /** How often nodes are asked what they work on, in milliseconds. */
    private static final long LOOK_MS = 1_000;

    /** So often a node must not have known of a call: once, its answer may be on its way. */
    private static final int MISSES = 2;

    /** What one node owes, and how many bytes of calls wait for it. */
    private static final class Account {
        private final Set<Debt> debts = ConcurrentHashMap.newKeySet();
        private final AtomicLong bytes = new AtomicLong();
    }

    /** One answer; but for the promise, it belongs to the loop that looks. */
    private static final class Debt {
        private final String address;
        private final String number;
        private final Context context;
        private final Promise<Buffer> promise = Promise.promise();
        private boolean seen;
        private int misses;

        Debt(String address, String number, Context context) {
            this.address = address;
            this.number = number;
            this.context = context;
        }

        /** Whether it is one that can be asked for, and was there at the last look as well. */
        boolean waits() {
            boolean old = seen;
            seen = true;
            return old && number != null;
        }

        void look(Set<String> running) {
            misses = running.contains(number) ? 0 : misses + 1;
            if (misses == MISSES) {
                fail("the call or its answer was lost on its way");
            }
        }

        void fail(String why) {
            var failure = new Failure(ErrorCode.UNAVAILABLE, why + "; what was asked may or may not have happened");
            context.runOnContext(now -> promise.tryFail(failure));
        }
    }

    private final Vertx vertx;
    private final long limit;
    private final Map<String, Account> byNode = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile Set<String> members = Set.of();

    /** Lets at most {@code limit} bytes of calls wait for one node. */
    Owed(Vertx vertx, long limit) {
        this.vertx = vertx;
        this.limit = limit;
    }

    /** From now on asks for answers that do not come, with options that {@code toNode} makes. */
    void watch(Supplier<DeliveryOptions> toNode) {
        vertx.setPeriodic(
                LOOK_MS,
                tick -> byNode.values()
                        .forEach(account -> account.debts.stream()
                                .filter(Debt::waits)
                                .collect(Collectors.groupingBy(debt -> debt.address))
                                .forEach((address, debts) -> look(address, debts, toNode.get()))));
    }

    private void look(String address, List<Debt> debts, DeliveryOptions options) {
        options.setSendTimeout(LOOK_MS).addHeader(Headers.RUNNING, "");
        var numbers = debts.stream().map(debt -> debt.number).collect(Collectors.joining(","));
        // Who does not answer, or does not know the question, says nothing of a call.
        vertx.eventBus().request(address, Buffer.buffer(numbers), options).onSuccess(answer -> {
            if (answer.headers().contains(Headers.RUNNING)) {
                var running = Set.of(answer.body().toString().split(","));
                debts.forEach(debt -> debt.look(running));
            }
        });
    }

    /** A number for a call, for {@link Headers#DEBT}. */
    String number() {
        return Long.toString(numbers.getAndIncrement(), Character.MAX_RADIX);
    }

    /**
     * What {@code node} answers at {@code address}; {@code UNAVAILABLE} when it is gone before it does, and at once when too
     * much waits for it. Fails with a {@link Failure} alone.
     */
    Future<Buffer> ask(String node, String address, Buffer body, DeliveryOptions options) {
        var account = byNode.computeIfAbsent(node, any -> new Account());
        int cost = body.length() + OVERHEAD;
        if (account.bytes.addAndGet(cost) > limit) {
            account.bytes.addAndGet(-cost);
            return Future.failedFuture(new Failure(
                    ErrorCode.UNAVAILABLE,
                    "a worker does not answer: " + limit + " bytes wait for it already (cluster.peerBytes)"));
        }
        var debt = new Debt(address, options.getHeaders().get(Headers.DEBT), vertx.getOrCreateContext());
        account.debts.add(debt);
        Calls.ask(vertx.eventBus(), address, body, options).onComplete(ended -> {
            account.debts.remove(debt);
            account.bytes.addAndGet(-cost);
            if (ended.succeeded()) {
                debt.promise.tryComplete(ended.result());
            } else {
                debt.promise.tryFail(ended.cause());
            }
        });
        // It may have gone while this was written down.
        if (!members.contains(node)) {
            debt.fail("the worker died");
        }
        return debt.promise.future();
    }

    /** From now on these are the nodes there are; to be told before anybody is sent to a new one. */
    void follow(Set<String> nodes) {
        members = nodes;
        byNode.keySet().stream()
                .filter(node -> !nodes.contains(node))
                .forEach(gone -> byNode.remove(gone).debts.forEach(debt -> debt.fail("the worker died")));
    }
}
