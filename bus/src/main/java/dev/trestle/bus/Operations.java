package dev.trestle.bus;

import dev.trestle.bus.Traces.Place;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Operation;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Serves the operations of one service on this node: a table from name to handler, and the way from message to reply.
 *
 * <p>Build it with {@link #serve}, then {@link #start} it once from the context whose event loop the handlers shall run on.
 */
public final class Operations {

    private record Served<Q, R>(Operation<Q, R> operation, OperationHandler<Q, R> handler, boolean atOnce) {
        Future<R> handle(Object body, Call call) {
            var request = Wire.decode(Wire.json(body), operation.request());
            return Objects.requireNonNull(handler.handle(request, call), "a handler yields a future");
        }
    }

    /** After this many nanoseconds an offer has reached everybody who is there. */
    private static final long LATE = TimeUnit.SECONDS.toNanos(1);

    private final Node node;
    private final String service;
    private final Set<String> workspaces;
    private final Map<String, Served<?, ?>> table = new HashMap<>();
    private final Map<String, Call> running = new ConcurrentHashMap<>();
    private final Owing owing = new Owing();
    private MessageConsumer<Object> consumer;
    private volatile boolean withdrawn;
    private volatile long offeredAt = System.nanoTime();

    private Operations(Node node, String service, Set<String> workspaces) {
        this.node = node;
        this.service = service;
        this.workspaces = workspaces;
    }

    /** A service of {@code node} for these workspaces. */
    public static Operations of(Node node, String service, Set<String> workspaces) {
        return new Operations(node, service, workspaces);
    }

    /** A service of {@code node} that serves every workspace there is. */
    public static Operations everywhere(Node node, String service) {
        return new Operations(node, service, Set.of(Offer.ANY));
    }

    /** Adds a row to the table. */
    public <Q, R> Operations serve(Operation<Q, R> operation, OperationHandler<Q, R> handler) {
        return serve(new Served<>(operation, handler, false));
    }

    /**
     * Adds a row whose handler any thread may call and which never waits: a call that comes from this node runs it on the
     * caller's thread, without the bus, and so before calls of other rows that were sent earlier.
     */
    public <Q, R> Operations serveAtOnce(Operation<Q, R> operation, OperationHandler<Q, R> handler) {
        return serve(new Served<>(operation, handler, true));
    }

    private Operations serve(Served<?, ?> row) {
        var name = row.operation().name();
        if (!row.operation().service().equals(service)) {
            throw new IllegalArgumentException(name + " is not an operation of " + service);
        }
        table.put(name, row);
        return this;
    }

    /** Completes once calls from this node arrive here; the other nodes hear a moment later. */
    public Future<Void> start() {
        consumer = node.vertx().eventBus().consumer(offer().address(), this::receive);
        node.served().put(consumer.address(), this);
        node.fence().onNewTerm(this::offerAgain);
        return consumer.completion().compose(registered -> node.offers().add(offer()));
    }

    private Offer offer() {
        return new Offer(
                node.id(), service, table.keySet(), workspaces, node.fence().term());
    }

    private void offerAgain() {
        if (!withdrawn) {
            offeredAt = System.nanoTime();
            node.offers().add(offer());
        }
    }

    /** Whoever calls by an offer of a former term may have missed the one of this term, and would miss it for good. */
    private void tellLatecomers() {
        if (System.nanoTime() - offeredAt > LATE) {
            offerAgain();
        }
    }

    /**
     * Withdraws the offer first, so that no new call comes, and listens as long as nodes may not have heard yet: nobody's
     * call fails because a node leaves. Calls that run may end.
     */
    public Future<Void> stop() {
        withdrawn = true;
        node.served().remove(consumer.address());
        return node.offers().remove(service + "@" + node.id()).compose(withdrawn -> consumer.unregister());
    }

    /** Whether {@code operation} is answered on the caller's thread. */
    boolean answersAtOnce(String operation) {
        var row = table.get(operation);
        return row != null && row.atOnce();
    }

    /** Answers a call of such an operation; fails with a {@link Failure} alone. */
    Future<Buffer> answer(MultiMap headers, Buffer params) {
        try {
            return dispatch(headers, params, null).transform(Operations::answer);
        } catch (RuntimeException refused) {
            return Future.failedFuture(Failures.from(refused));
        }
    }

    private static Future<Buffer> answer(AsyncResult<?> ended) {
        if (ended.failed()) {
            return Future.failedFuture(Failures.from(ended.cause()));
        }
        return Future.succeededFuture(Buffer.buffer(Wire.encode(ended.result())));
    }

    private void receive(Message<Object> message) {
        var cancel = message.headers().get(Headers.CANCEL);
        if (cancel != null) {
            cancel(message, cancel);
        } else if (message.headers().contains(Headers.RUNNING)) {
            owing.answer(message, node);
        } else {
            carryOut(message);
        }
    }

    private void carryOut(Message<Object> message) {
        var id = message.headers().get(Headers.CALL);
        var debt = Owing.Debt.of(message.headers());
        owing.add(debt);
        Future<?> outcome;
        try {
            outcome = dispatch(message.headers(), message.body(), id);
        } catch (Throwable refused) {
            outcome = Future.failedFuture(refused);
        }
        outcome.onComplete(ended -> {
            if (id != null) {
                running.remove(id);
            }
            owing.remove(debt);
            reply(message, ended);
        });
    }

    private void cancel(Message<Object> message, String id) {
        try {
            node.words().check(message.headers());
            Optional.ofNullable(running.get(id)).ifPresent(Call::cancel);
        } catch (Failure refused) {
            Failures.reply(message, refused);
        }
    }

    private Future<?> dispatch(MultiMap headers, Object body, String id) {
        var call = new Call(headers, node.fence());
        if (!call.isOfThisTerm()) {
            tellLatecomers();
        }
        call.requireTerm();
        var served = call.operation() == null ? null : table.get(call.operation());
        if (served == null) {
            throw new Failure(ErrorCode.UNKNOWN_OPERATION, service + " does not serve " + call.operation());
        }
        node.words().check(headers);
        if (call.deadline() < System.currentTimeMillis()) {
            throw new Failure(ErrorCode.TIMEOUT, "the deadline had passed before the call began");
        }
        if (id != null) {
            running.put(id, call);
        }
        return timed(served, body, call);
    }

    /** Fails with a {@link Failure} alone, so that what nobody foresaw is logged once. */
    private Future<?> timed(Served<?, ?> served, Object body, Call call) {
        long begun = System.nanoTime();
        var span = node.traces()
                .begin(Place.WORKER, served.operation().name(), call.workspace(), Traceparent.of(call.traceparent()));
        call.within(span);
        return attempt(served, body, call).transform(ended -> {
            var failure = ended.failed() ? Failures.from(ended.cause()) : null;
            var code = failure == null ? "OK" : failure.code().name();
            node.meters().served(served.operation().name(), code, System.nanoTime() - begun);
            span.end(code);
            return failure == null ? Future.succeededFuture(ended.result()) : Future.failedFuture(failure);
        });
    }

    private static Future<?> attempt(Served<?, ?> served, Object body, Call call) {
        try {
            return served.handle(body, call);
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
    }

    private static void reply(Message<Object> message, AsyncResult<?> ended) {
        if (ended.failed()) {
            Failures.reply(message, ended.cause());
            return;
        }
        try {
            var body = Buffer.buffer(Wire.encode(ended.result()));
            message.reply(message.body() instanceof JsonObject ? new JsonObject(body) : body);
        } catch (RuntimeException cannotEncode) {
            Failures.reply(message, cannotEncode);
        }
    }
}
