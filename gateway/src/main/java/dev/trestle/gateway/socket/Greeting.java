package dev.trestle.gateway.socket;

import dev.trestle.gateway.access.Principal;
import dev.trestle.wire.Protocol;
import dev.trestle.wire.Session;
import dev.trestle.wire.Workspaces;

/** What a client is told first. */
final class Greeting {

    private Greeting() {}

    /** To {@code principal}, on this connection. */
    static Session.Ready of(ClientLine line, Principal principal) {
        var edge = line.edge();
        var config = edge.config();
        var limits = new Session.Limits(
                config.limits().messageBytes(), config.limits().inFlight());
        var workspaces = edge.dispatch().workspaces(principal).stream()
                .map(Workspaces.Workspace::id)
                .toList();
        var node = edge.node().id();
        return new Session.Ready(
                line.id(),
                principal.name(),
                Protocol.VERSION,
                node,
                config.heartbeatMs(),
                limits,
                workspaces,
                true,
                principal.expiresAt());
    }
}
