package dev.trestle.bus;

import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.util.Set;

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

    private final Node node;
    private final String service;

    private Peers(Node node, String service) {
        this.node = node;
        this.service = service;
    }

    /** Of {@code node} and all that offer {@code service}. */
    public static Peers of(Node node, String service) {
        return new Peers(node, service);
    }

    /** Lets the others reach {@code handler}, on the context of the caller, and says that this node is one of them. */
    public Future<Void> join(Handler handler) {
        var offer =
                new Offer(node.id(), service, Set.of(), Set.of(), node.fence().term());
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

    private void receive(Message<Buffer> message, Handler handler) {
        Future<Buffer> outcome;
        try {
            outcome = handler.answer(
                    node.sender(message.headers()), message.headers().get(QUESTION), message.body());
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
        var options = node.toNode().setSendTimeout(PATIENCE).addHeader(QUESTION, question);
        var address = "trestle." + service + "@" + peer;
        return node.owed().ask(peer, address, body, options);
    }
}
