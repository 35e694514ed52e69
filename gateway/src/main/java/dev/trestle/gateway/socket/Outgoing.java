package dev.trestle.gateway.socket;

import dev.trestle.bus.Caller;
import dev.trestle.bus.Target;
import dev.trestle.gateway.access.Principal;
import dev.trestle.gateway.call.Dispatch;
import dev.trestle.gateway.socket.Inbound.Request;
import dev.trestle.wire.Protocol;

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

    /** {@code principal}, who calls {@code operation} with this name now, within the trace {@code traceparent} if it is one. */
    Caller caller(Principal principal, String operation, String traceparent, String name) {
        long patience = Protocol.patience(operation, timeoutMs);
        return new Caller(principal.name(), System.currentTimeMillis() + patience, traceparent, name).on(connection);
    }

    Target target(Request request) {
        var workspace = request.workspace() == null ? defaultWorkspace : request.workspace();
        return Dispatch.target(request.method(), workspace, request.handles());
    }
}
