package dev.trestle.gateway.topic;

import dev.trestle.bus.Owners;
import dev.trestle.bus.Peers;
import dev.trestle.gateway.topic.Handover.Answer;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what this node owns among some owners. A node hands over once it knows the same owners: then it has what was on
 * its way to it, appends no more to what is another's now, and nothing is left behind. On the topics' loop.
 */
final class Takeover {

    private static final Logger LOGGER = LoggerFactory.getLogger(Takeover.class);

    /** How long a node may take for one answer, or to hear of the owners, in milliseconds. */
    private static final long PATIENCE = 3_000;

    private static final long RETRY = 50;

    private final Vertx vertx;
    private final Peers peers;
    private final Handover handover;
    private final Owners owners;
    private final Predicate<Owners> valid;
    private final long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);

    /** Of what this node owns among {@code owners}, as long as they are {@code valid}. */
    Takeover(Vertx vertx, Peers peers, Handover handover, Owners owners, Predicate<Owners> valid) {
        this.vertx = vertx;
        this.peers = peers;
        this.handover = handover;
        this.owners = owners;
        this.valid = valid;
    }

    /** Completes when {@code nodes} have handed over all, or are gone. */
    Future<?> from(Collection<String> nodes) {
        var pulls = nodes.stream().map(node -> pull(node, true).onFailure(cause -> warn(node, cause)));
        return Future.join(pulls.toList()).otherwiseEmpty();
    }

    private static void warn(String node, Throwable cause) {
        LOGGER.atInfo()
                .addKeyValue("node", node)
                .addKeyValue("cause", cause.getMessage())
                .log("a node hands no topics over");
    }

    private Future<Void> pull(String node, boolean first) {
        var question = Packet.empty().put(first ? 1 : 0);
        owners.nodes().forEach(question::put);
        // What comes late is adopted still.
        return peers.ask(node, Question.YIELD.name(), question.buffer())
                .map(this::adopt)
                .timeout(PATIENCE, TimeUnit.MILLISECONDS)
                .compose(more -> switch (more) {
                    case NOT_YET -> again(node);
                    case MORE -> pull(node, false);
                    case DONE -> Future.succeededFuture();
                });
    }

    private Answer adopt(Buffer answer) {
        var packet = Packet.of(answer);
        var more = Answer.of(packet.number());
        handover.adopt(packet);
        return more;
    }

    private Future<Void> again(String node) {
        return valid.test(owners) && System.nanoTime() < end
                ? vertx.timer(RETRY).compose(later -> pull(node, true))
                : Future.failedFuture(new Failure(ErrorCode.UNAVAILABLE, "other owners are known there"));
    }
}
