package dev.trestle.bus;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Operation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.time.Duration;

/** Calls operations wherever they are served. Any thread may call; the answer comes on the caller's context. */
public final class Calls {

    /** How long {@link #call(Operation, Target, Object)} waits. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);

    private final Node node;
    private final EventBus bus;
    private final WorkerDirectory directory;
    private final String principal;

    Calls(Node node, String principal) {
        this.node = node;
        this.bus = node.vertx().eventBus();
        this.directory = node.directory();
        this.principal = principal;
    }

    /** Calls {@code operation} and waits {@link #DEFAULT_PATIENCE} for its reply; fails with a {@link Failure} alone. */
    public <Q, R> Future<R> call(Operation<Q, R> operation, Target target, Q request) {
        return call(operation, target, request, Caller.of(principal, DEFAULT_PATIENCE));
    }

    /** Calls {@code operation} on behalf of {@code caller}; fails with a {@link Failure} alone. */
    public <Q, R> Future<R> call(Operation<Q, R> operation, Target target, Q request, Caller caller) {
        return send(operation.name(), target, Buffer.buffer(Wire.encode(request)), caller)
                .map(reply -> Failures.orInternal(() -> Wire.decode(reply, operation.reply())));
    }

    /**
     * Sends {@code params}, JSON of the request record, and yields the JSON of the reply record untouched.
     *
     * <p>Calls of one thread to the same node arrive in the order in which they were sent, but for those that this node
     * {@linkplain Operations#serveAtOnce answers at once}.
     */
    public Future<Buffer> send(String operation, Target target, Buffer params, Caller caller) {
        try {
            long left = caller.deadline() - System.currentTimeMillis();
            if (left <= 0) {
                throw new Failure(ErrorCode.TIMEOUT, "the deadline had passed before the call began");
            }
            var options = options(operation, target, caller).setSendTimeout(left);
            var offer = directory.place(operation, target);
            options.addHeader(Headers.TERM, Integer.toString(offer.term()));
            var here = node.served().get(offer.address());
            return here != null && here.answersAtOnce(operation)
                    ? onContext(here.answer(options.getHeaders(), params))
                    : request(offer, params, options);
        } catch (Failure refused) {
            return Future.failedFuture(refused);
        }
    }

    /** {@code answer}; one that is not there yet comes on the caller's context, whatever thread it is made on. */
    private Future<Buffer> onContext(Future<Buffer> answer) {
        if (answer.isComplete()) {
            return answer;
        }
        var context = node.vertx().getOrCreateContext();
        Promise<Buffer> promise = Promise.promise();
        answer.onComplete(ended -> context.runOnContext(now -> promise.complete(ended.result(), ended.cause())));
        return promise.future();
    }

    private DeliveryOptions options(String operation, Target target, Caller caller) {
        var options = new DeliveryOptions()
                .addHeader(Headers.OPERATION, operation)
                .addHeader(Headers.WORKSPACE, target.workspace())
                .addHeader(Headers.PRINCIPAL, caller.principal())
                .addHeader(Headers.DEADLINE, Long.toString(caller.deadline()))
                .addHeader(Headers.CALL, caller.call())
                .addHeader(Headers.FROM, node.id());
        var word = caller.word() == null ? node.words().own(caller.principal(), target.workspace()) : caller.word();
        if (word != null) {
            options.addHeader(Headers.WORD, word);
        }
        if (caller.traceparent() != null) {
            options.addHeader(Headers.TRACEPARENT, caller.traceparent());
        }
        if (caller.stream() != null) {
            options.addHeader(Headers.STREAM, caller.stream());
        }
        if (caller.connection() != null) {
            options.addHeader(Headers.CONNECTION, caller.connection());
        }
        return options;
    }

    private Future<Buffer> request(Offer offer, Buffer params, DeliveryOptions options) {
        var owed = node.owed();
        return offer.node().equals(node.id())
                ? ask(bus, offer.address(), params, options)
                : owed.ask(offer.node(), offer.address(), params, options.addHeader(Headers.DEBT, owed.number()));
    }

    /** The JSON that {@code address} answers; fails with a {@link Failure} alone. */
    static Future<Buffer> ask(EventBus bus, String address, Buffer body, DeliveryOptions options) {
        return bus.<Object>request(address, body, options)
                .transform(ended -> ended.succeeded()
                        ? answer(ended.result())
                        : Future.<Buffer>failedFuture(Failures.from(ended.cause())));
    }

    /**
     * Tells whoever runs this call that nobody waits for it any more. Best effort; on account of this node, since whoever
     * called may have lost the right to meanwhile.
     */
    public void cancel(String operation, Target target, String call) {
        try {
            var caller = Caller.of(principal, DEFAULT_PATIENCE);
            var options = options(operation, target, caller).addHeader(Headers.CANCEL, call);
            bus.send(directory.place(operation, target).address(), Buffer.buffer(), options);
        } catch (Failure gone) {
            // Whoever ran it has left, and the call with it.
        }
    }

    /** What {@code reply} says: JSON, or a failure. */
    private static Future<Buffer> answer(Message<Object> reply) {
        var error = reply.headers().get(Headers.ERROR);
        try {
            var body = Failures.orInternal(() -> Wire.json(reply.body()));
            return error == null ? Future.succeededFuture(body) : Future.failedFuture(Failures.decode(error, body));
        } catch (Failure unreadable) {
            return Future.failedFuture(unreadable);
        }
    }
}
