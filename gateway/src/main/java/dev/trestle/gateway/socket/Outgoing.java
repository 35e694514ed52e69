package dev.trestle.gateway.socket;

import dev.trestle.bus.Caller;
import dev.trestle.bus.Target;
import dev.trestle.gateway.access.Principal;
import dev.trestle.gateway.call.Dispatch;
import dev.trestle.gateway.socket.Inbound.Request;

/** How the calls of one connection leave it: under which name, until when, and where to. */
final class Outgoing {

    private final String connection;
    private final String defaultWorkspace;
    private final long timeoutMs;
    private long counter;

    Outgoing(String connection, String defaultWorkspace, long timeoutMs) {
        this.connection = connection;
        this.defaultWorkspace = defaultWorkspace;
        this.timeoutMs = timeoutMs;
    }

    /** A name that no other call has. */
    String name() {
        return connection + "." + counter++;
    }

    /** {@code principal}, who makes the call with this name now. */
    Caller caller(Principal principal, String name) {
        return new Caller(principal.name(), System.currentTimeMillis() + timeoutMs, null, name).on(connection);
    }

    Target target(Request request) {
        var workspace = request.workspace() == null ? defaultWorkspace : request.workspace();
        return Dispatch.target(request.method(), workspace, request.handle());
    }
}
