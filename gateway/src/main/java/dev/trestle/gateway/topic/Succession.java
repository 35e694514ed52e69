package dev.trestle.gateway.topic;

import dev.trestle.bus.Owners;
import dev.trestle.bus.Peers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Follows who owns what, as nodes come and go. On the topics' loop.
 *
 * <pre>
 *   settled ──other owners──▶ taking over ──what former owners had is here, or they are gone──▶ settled
 * </pre>
 *
 * <p>While it takes over, whatever is asked waits: a topic that is served before its past is here would begin anew.
 */
final class Succession {

    /** How long former owners may take to hand over, in milliseconds. */
    private static final long PATIENCE = 3_000;

    /** One that lost a topic to another claims nothing for so long, since it should hear who owns it now. */
    private static final long STAND_BACK = 2_000;

    private static final long RETRY = 50;

    private final Vertx vertx;
    private final Peers peers;
    private final TopicLog log;
    private final LocalTopics local;
    private final Handover handover;
    private final List<Runnable> waiting = new ArrayList<>();
    private final Set<String> served = new HashSet<>();
    private Owners owners;
    private boolean settled = true;
    private boolean standsBack;
    private Promise<Void> left;

    Succession(Vertx vertx, Peers peers, TopicLog log, LocalTopics local, Handover handover) {
        this.vertx = vertx;
        this.peers = peers;
        this.log = log;
        this.local = local;
        this.handover = handover;
        this.owners = peers.owners();
    }

    /** Whether everything can be asked now. */
    boolean settled() {
        return settled;
    }

    /** Runs {@code task} now or, in the order of the calls, when everything can be asked. */
    void whenSettled(Runnable task) {
        if (settled) {
            task.run();
        } else {
            waiting.add(task);
        }
    }

    /** This node has joined the others and takes over from them; completes when it serves. */
    Future<Void> begin() {
        Promise<Void> begun = Promise.promise();
        var now = peers.owners();
        takeOver(now, now.others());
        whenSettled(begun::complete);
        return begun.future();
    }

    /** There may be other nodes than before. */
    void changed() {
        var now = peers.owners();
        if (settled && !now.equals(owners)) {
            takeOver(now, gone(now));
        }
    }

    private Collection<String> gone(Owners now) {
        return owners.others().stream()
                .filter(node -> !now.nodes().contains(node))
                .toList();
    }

    /** Another node has taken over what this one served. Only what is published here later takes it back. */
    void lost() {
        if (!standsBack) {
            standsBack = true;
            vertx.setTimer(STAND_BACK, later -> {
                standsBack = false;
                log.renew();
                local.lookAgain();
            });
        }
    }

    private void takeOver(Owners now, Collection<String> from) {
        settled = false;
        log.renew();
        var pulls = from.stream().map(node -> pull(node, true)).toList();
        Future.join(pulls).timeout(PATIENCE, TimeUnit.MILLISECONDS).onComplete(pulled -> serve(now));
    }

    private void serve(Owners now) {
        local.follow(now);
        handover.cede(owners, now);
        var newest = peers.owners();
        owners = now;
        if (!newest.equals(now)) {
            takeOver(newest, gone(newest));
            return;
        }
        settled = true;
        while (settled && !waiting.isEmpty()) {
            waiting.remove(0).run();
        }
    }

    private Future<Void> pull(String node, boolean first) {
        return peers.ask(
                        node,
                        Question.YIELD.name(),
                        Packet.empty().put(first ? 1 : 0).buffer())
                .map(Packet::of)
                .compose(answer -> {
                    var more = Handover.Answer.of(answer.number());
                    handover.adopt(answer);
                    return switch (more) {
                        case NOT_YET -> vertx.timer(RETRY).compose(later -> pull(node, true));
                        case MORE -> pull(node, false);
                        case DONE -> Future.succeededFuture();
                    };
                });
    }

    /** Hands the next part over to the node {@code from}, which owns it. */
    Future<Buffer> yieldTo(String from, Packet question) {
        changed();
        boolean first = question.number() == 1;
        var nodes = new ArrayList<String>();
        while (question.more()) {
            nodes.add(question.text());
        }
        var here = peers.owners();
        // Who leaves may hear of that later than the one that asks.
        var now = left == null ? here : new Owners(nodes, from);
        var share = here.nodes().contains(from) ? handover.part(from, first, now) : Handover.NOT_YET;
        if (share.answer() == Handover.Answer.DONE) {
            served.add(from);
            tellWhetherLeft();
        }
        return Future.succeededFuture(share.packet().buffer());
    }

    /** This node owns nothing more; completes when the others have taken over. */
    Future<Void> leave() {
        left = Promise.promise();
        served.clear();
        return peers.leave().compose(heard -> {
            tellWhetherLeft();
            return left.future().timeout(PATIENCE, TimeUnit.MILLISECONDS).otherwiseEmpty();
        });
    }

    private void tellWhetherLeft() {
        if (left != null && served.containsAll(peers.owners().others())) {
            left.tryComplete();
        }
    }
}
