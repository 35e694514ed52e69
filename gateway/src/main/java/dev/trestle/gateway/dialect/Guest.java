package dev.trestle.gateway.dialect;

import dev.trestle.bus.Caller;
import dev.trestle.bus.Target;
import dev.trestle.bus.Wire;
import dev.trestle.gateway.Edge;
import dev.trestle.gateway.access.Principal;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Git;
import dev.trestle.wire.Operation;
import dev.trestle.wire.Protocol;
import dev.trestle.wire.Search;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Somebody at a listener, who calls operations in one workspace with the rights of a principal.
 *
 * <p>Calls reach a worker in the order in which they were made. What only looks is tried again when its worker is lost.
 */
public final class Guest {

    /** Nothing changes when they are called twice. */
    private static final Set<Operation<?, ?>> LOOKS =
            Set.of(Fs.LIST, Fs.STAT, Fs.READ, Search.FIND, Git.STATUS, Git.BRANCHES);

    private static final int RETRIES = 4;
    private static final long FIRST_PAUSE = 50;

    private final Edge edge;
    private final Supplier<Principal> principal;
    private final String workspace;
    private final String name;
    private final Consumer<Future<?>> onCall;
    private long counter;

    /** Known to the bus by {@code name}; {@code onCall} hears of each call. */
    Guest(Edge edge, Supplier<Principal> principal, String workspace, String name, Consumer<Future<?>> onCall) {
        this.edge = edge;
        this.principal = principal;
        this.workspace = workspace;
        this.name = name;
        this.onCall = onCall;
    }

    /** The workspace of all calls. */
    public String workspace() {
        return workspace;
    }

    /** Names the connection, or the request. */
    String name() {
        return name;
    }

    /** Whether there is a workspace {@code name} for them. */
    public boolean sees(String name) {
        return edge.dispatch().workspaces(principal()).stream()
                .anyMatch(seen -> seen.id().equals(name));
    }

    /** By the latest proof. */
    public Principal principal() {
        return principal.get();
    }

    /** Calls {@code operation}; fails with a {@link Failure} alone. */
    public <Q, R> Future<R> call(Operation<Q, R> operation, Q request) {
        return call(operation, Target.workspace(workspace), request);
    }

    /** As {@link #call}, with the params that are named, each before its value; of the others, and for {@code null}, the defaults. */
    public <R> Future<R> ask(Operation<?, R> operation, Object... namesAndValues) {
        return askIn(workspace, operation, namesAndValues);
    }

    /** As {@link #ask}, in another workspace. */
    public <R> Future<R> askIn(String workspace, Operation<?, R> operation, Object... namesAndValues) {
        var params = Members.of(namesAndValues);
        params.values().removeIf(Objects::isNull);
        var target = operation
                .handle()
                .map(name -> Target.handle(workspace, String.valueOf(params.get(name))))
                .orElseGet(() -> Target.workspace(workspace));
        return call(operation, target, params);
    }

    private <R> Future<R> call(Operation<?, R> operation, Target target, Object request) {
        var params = Buffer.buffer(Wire.encode(request));
        var answer = attempt(operation, target, params, LOOKS.contains(operation) ? RETRIES : 0, FIRST_PAUSE);
        onCall.accept(answer);
        return answer.map(reply -> Wire.decode(reply, operation.reply()));
    }

    private Future<Buffer> attempt(Operation<?, ?> operation, Target target, Buffer params, int retries, long pause) {
        return edge.dispatch()
                .call(principal(), operation.name(), target, params, caller(operation.name()))
                .recover(failed -> retries > 0 && isUnavailable(failed)
                        ? edge.node()
                                .vertx()
                                .timer(pause, TimeUnit.MILLISECONDS)
                                .compose(now -> attempt(operation, target, params, retries - 1, 2 * pause))
                        : Future.failedFuture(failed));
    }

    private static boolean isUnavailable(Throwable failed) {
        return ((Failure) failed).code() == ErrorCode.UNAVAILABLE;
    }

    /** Who makes a call of {@code operation} now. */
    Caller caller(String operation) {
        long patience = Protocol.patience(operation, edge.config().callTimeoutMs());
        return new Caller(principal().name(), System.currentTimeMillis() + patience, null, name + "." + counter++);
    }
}
