package dev.trestle.gateway.call;

import dev.trestle.bus.Wire;
import dev.trestle.bus.WorkerDirectory;
import dev.trestle.gateway.access.Principal;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Nodes;
import dev.trestle.wire.Operation;
import dev.trestle.wire.Protocol;
import dev.trestle.wire.Pty;
import dev.trestle.wire.Session;
import dev.trestle.wire.Workspaces;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The operations that the gateway answers itself, whichever door the call came through. */
final class OwnOperations {

    /** Whoever has proved who they are may call these. */
    private static final Set<String> FREE = Set.of("session", "workspace");

    private final WorkerDirectory directory;
    private final Map<String, Function<Principal, Object>> table = new HashMap<>();

    OwnOperations(WorkerDirectory directory) {
        this.directory = directory;
        serve(Session.PING, who -> new Session.Pong(System.currentTimeMillis()));
        serve(Session.OPERATIONS, this::operations);
        serve(Workspaces.LIST, who -> new Workspaces.Listing(workspaces(who)));
        serve(Session.AUTHENTICATE, who -> needsSocket(Session.AUTHENTICATE));
        serve(Session.CANCEL, who -> needsSocket(Session.CANCEL));
        serve(Pty.ACK, who -> needsSocket(Pty.ACK));
        serve(Pty.DETACH, who -> needsSocket(Pty.DETACH));
    }

    private void serve(Operation<?, ?> operation, Function<Principal, Object> answer) {
        table.put(operation.name(), answer);
    }

    boolean has(String operation) {
        return table.containsKey(operation);
    }

    /** None of them has parameters. */
    Buffer answer(String operation, Principal principal) {
        if (!isOpenTo(principal, operation)) {
            throw new Failure(ErrorCode.FORBIDDEN, "not granted: " + operation);
        }
        return Buffer.buffer(Wire.encode(table.get(operation).apply(principal)));
    }

    private Session.Operations operations(Principal principal) {
        var names = new TreeSet<>(directory.operations());
        Protocol.OPERATIONS.forEach(row -> names.add(row.name()));
        Protocol.STREAMED.forEach(row -> names.remove(row.name()));
        names.removeIf(Protocol::isInternal);
        names.removeIf(name -> !isOpenTo(principal, name));
        return new Session.Operations(List.copyOf(names));
    }

    private static boolean isOpenTo(Principal principal, String operation) {
        return operation.equals(Nodes.LIST.name())
                ? NodeList.isOpenTo(principal)
                : FREE.contains(Operation.serviceOf(operation)) || principal.may(scopeOf(operation));
    }

    /** What is about a view of a terminal belongs to having one. */
    private static String scopeOf(String operation) {
        boolean view = operation.equals(Pty.ACK.name()) || operation.equals(Pty.DETACH.name());
        return view ? Pty.ATTACH.name() : Protocol.scopeOf(operation);
    }

    /** The workspaces that {@code principal} can see, each with the services that serve it now. */
    List<Workspaces.Workspace> workspaces(Principal principal) {
        return directory.workspaces().entrySet().stream()
                .filter(entry -> principal.sees(entry.getKey()))
                .map(entry -> new Workspaces.Workspace(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    private static Object needsSocket(Operation<?, ?> operation) {
        throw new Failure(ErrorCode.UNSUPPORTED, operation.name() + " needs a WebSocket connection");
    }
}
