package dev.trestle.gateway.http;

import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Proof;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

/**
 * Ends a request that takes longer than what proves who sent it: its connection is closed, so that nobody takes a part for
 * the whole, and the client comes back with another token for the rest.
 */
final class Tenure {

    /** How often is looked, in milliseconds. */
    private static final long PERIOD = 500;

    private final Vertx vertx;
    private final Edge edge;
    private final RoutingContext context;
    private final long timer;
    private Proof proof;
    private int edition;

    private Tenure(Edge edge, RoutingContext context, Proof proof) {
        this.vertx = context.vertx();
        this.edge = edge;
        this.context = context;
        this.proof = proof;
        this.edition = edge.access().edition();
        this.timer = vertx.setPeriodic(PERIOD, tick -> look());
    }

    /** Watches {@code context}, sent by whom {@code proof} proves, until it is answered. */
    static void begin(Edge edge, RoutingContext context, Proof proof) {
        var tenure = new Tenure(edge, context, proof);
        context.addEndHandler(over -> tenure.end());
    }

    private void look() {
        int latest = edge.access().edition();
        var response = context.response();
        if (response.ended() || response.closed()) {
            end();
        } else if (proof.principal().expired()) {
            cut();
        } else if (edition != latest) {
            edition = latest;
            edge.access().renew(proof).onComplete(renewed -> proof = renewed, withdrawn -> cut());
        }
    }

    private void cut() {
        end();
        context.request().connection().close();
    }

    private void end() {
        vertx.cancelTimer(timer);
    }
}
