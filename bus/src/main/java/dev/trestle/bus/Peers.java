package dev.trestle.bus;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The nodes that do one thing together, each for a share of it: who they are, who owns what, and how they ask each other.
 * Any thread may call; answers come on the caller's context, and what one context asks one node arrives in that order.
 */
public final class Peers {

    /** Answers what other nodes ask. */
    public interface Handler {
        /** Yields the answer to {@code question}, with {@code body}, of the node {@code from}. */
        Future<Buffer> answer(String from, String question, Buffer body);
    }

    private static final long PATIENCE = 5_000;
    private static final String QUESTION = "question";
    private static final String FROM = "from";

    /** What a message costs beside its body: its headers, and what remembers it. */
    private static final int OVERHEAD = 512;

    private final Node node;
    private final String service;
    private final long limit;
    private final String limitName;
    private final Map<String, AtomicLong> waiting = new ConcurrentHashMap<>();

    private Peers(Node node, String service, long limit, String limitName) {
        this.node = node;
        this.service = service;
        this.limit = limit;
        this.limitName = limitName;
    }

    /** Of {@code node} and all that offer {@code service}; at most {@code limit} bytes wait for the answer of each. */
    public static Peers of(Node node, String service, long limit, String limitName) {
        return new Peers(node, service, limit, limitName);
    }

    /** Lets the others reach {@code handler}, on the context of the caller, and says that this node is one of them. */
    public Future<Void> join(Handler handler) {
        var offer = new Offer(node.id(), service, Set.of(), Set.of());
        return node.vertx()
                .eventBus()
                .<Buffer>consumer(offer.address(), message -> receive(message, handler))
                .completion()
                .compose(registered -> node.offers().add(offer));
    }

    /** This node is none of them any more; it is still reached. Completes once the others had time to hear. */
    public Future<Void> leave() {
        return node.offers().remove(service + "@" + node.id());
    }

    private static void receive(Message<Buffer> message, Handler handler) {
        Future<Buffer> outcome;
        try {
            outcome = handler.answer(
                    message.headers().get(FROM), message.headers().get(QUESTION), message.body());
        } catch (RuntimeException refused) {
            outcome = Future.failedFuture(refused);
        }
        outcome.onSuccess(message::reply).onFailure(cause -> Failures.reply(message, cause));
    }

    /** Who owns what now. */
    public Owners owners() {
        return new Owners(node.directory().nodes(service), node.id());
    }

    /** Runs {@code listener} whenever other nodes may own other things, on any thread. */
    public void onChange(Runnable listener) {
        node.directory().onChange(listener);
    }

    /**
     * Asks the node {@code peer}; fails with a {@link Failure} alone: {@code UNAVAILABLE} when it is gone, and at once when
     * too much waits for it, {@code TIMEOUT} after 5 s.
     */
    public Future<Buffer> ask(String peer, String question, Buffer body) {
        var bytes = waiting.computeIfAbsent(peer, any -> new AtomicLong());
        int cost = body.length() + OVERHEAD;
        long before = bytes.getAndAdd(cost);
        if (before > 0 && before + cost > limit) {
            bytes.addAndGet(-cost);
            var sentence = "a node does not answer: " + before + " bytes wait for it; the limit " + limitName + " is ";
            return Future.failedFuture(new Failure(ErrorCode.UNAVAILABLE, sentence + limit).retryAfter(1_000));
        }
        var options = new DeliveryOptions()
                .setSendTimeout(PATIENCE)
                .addHeader(QUESTION, question)
                .addHeader(FROM, node.id());
        var answered = node.vertx()
                .eventBus()
                .<Object>request("trestle." + service + "@" + peer, body, options)
                .transform(ended -> ended.succeeded()
                        ? Calls.answer(ended.result())
                        : Future.<Buffer>failedFuture(Failures.from(ended.cause())));
        return node.owed()
                .by(peer, node.vertx().getOrCreateContext(), answered)
                .onComplete(ended -> bytes.addAndGet(-cost));
    }
}
