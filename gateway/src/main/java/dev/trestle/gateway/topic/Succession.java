package dev.trestle.gateway.topic;

import dev.trestle.bus.Owners;
import dev.trestle.bus.Peers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Follows who owns what, as nodes come and go. On the topics' loop.
 *
 * <pre>
 *   settled ──other owners──▶ taking over ──what others had is here, or they are gone──▶ settled
 * </pre>
 *
 * <p>While it takes over, whatever is asked waits: a topic that is served before its past is here would begin anew.
 */
final class Succession {

    /** One that leaves waits so long for the next question of those who take over, in milliseconds. */
    private static final long PATIENCE = 3_000;

    /** One that lost a topic to another claims nothing for so long, since it should hear who owns it now. */
    private static final long STAND_BACK = 2_000;

    private final Vertx vertx;
    private final Peers peers;
    private final TopicLog log;
    private final LocalTopics local;
    private final Handover handover;
    private final List<Runnable> waiting = new ArrayList<>();
    /** Who may have something that this node owns: all that were an owner since it was settled. */
    private final Set<String> sources = new HashSet<>();
    /** Who has all that this node had and does not own among the owners that are coming. */
    private final Set<String> served = new HashSet<>();

    private Owners owners;
    private Owners coming;
    private boolean settled;
    private boolean standsBack;
    private long questions;
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
        whenSettled(begun::complete);
        takeOver(known());
        return begun.future();
    }

    /** There may be other nodes than before. */
    void changed() {
        var now = known();
        if (settled && !now.equals(owners)) {
            takeOver(now);
        }
    }

    /** The owners as this node knows them. One that leaves is none of them, also before it hears of that itself. */
    private Owners known() {
        var now = peers.owners();
        return left == null ? now : now.without(now.me());
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

    private void takeOver(Owners now) {
        settled = false;
        coming = now;
        served.clear();
        sources.addAll(owners.others());
        sources.addAll(now.others());
        log.renew();
        new Takeover(vertx, peers, handover, now, any -> any.equals(known()))
                .from(List.copyOf(sources))
                .onComplete(taken -> serve(now));
    }

    private void serve(Owners now) {
        var newest = known();
        if (!newest.equals(now)) {
            takeOver(newest);
            return;
        }
        local.follow(now);
        handover.cede(owners, now);
        owners = now;
        sources.clear();
        settled = true;
        while (settled && !waiting.isEmpty()) {
            waiting.remove(0).run();
        }
    }

    /** Hands the next part over to the node {@code from}, which owns it, once this node knows the same owners. */
    Future<Buffer> yieldTo(String from, Packet question) {
        changed();
        questions++;
        boolean first = question.number() == 1;
        var nodes = new ArrayList<String>();
        while (question.more()) {
            nodes.add(question.text());
        }
        boolean agreed = coming != null && coming.nodes().equals(nodes);
        var share = agreed ? handover.part(from, first, new Owners(nodes, from)) : Handover.NOT_YET;
        if (share.answer() == Handover.Answer.DONE) {
            served.add(from);
            tellWhetherLeft();
        }
        return Future.succeededFuture(share.packet().buffer());
    }

    /** This node owns nothing more; completes when the others have taken over, or do not ask. */
    Future<Void> leave() {
        left = Promise.promise();
        served.clear();
        changed();
        return peers.leave().compose(heard -> {
            tellWhetherLeft();
            giveUp(questions);
            return left.future();
        });
    }

    private void giveUp(long before) {
        vertx.setTimer(PATIENCE, later -> {
            if (questions == before) {
                left.tryComplete();
            } else if (!left.future().isComplete()) {
                giveUp(questions);
            }
        });
    }

    private void tellWhetherLeft() {
        var now = known();
        if (left != null && now.equals(coming) && served.containsAll(now.others())) {
            left.tryComplete();
        }
    }
}
