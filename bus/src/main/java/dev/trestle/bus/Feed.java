package dev.trestle.bus;

import dev.trestle.wire.Empty;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Feeds.Follow;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Which topics of a service somebody follows: serves its {@link dev.trestle.wire.Feeds} row. What tells of a workspace is
 * started when it is first asked for, and stopped when it was not asked for any more for as long as the last who did said.
 *
 * <p>Belongs to the event loop of the service, except {@link #follows}.
 */
public final class Feed implements OperationHandler<Follow, Empty> {

    /** What publishes events of one kind. */
    @FunctionalInterface
    public interface Source {
        /** Begins with a workspace; completes once what happens from now on is published. */
        Future<Running> start(String workspace);
    }

    /** A source at work in one workspace. */
    @FunctionalInterface
    public interface Running {
        /** Nobody follows any more; completes when it is over. */
        Future<Void> stop();
    }

    private record Key(String kind, String workspace) {}

    private static final class Lease {
        private Future<Running> running;
        private Future<Void> over;
        private long end = System.nanoTime();

        private Future<Void> stop() {
            over = over == null ? running.compose(Running::stop) : over;
            return over;
        }
    }

    private final Vertx vertx;
    private final Map<String, Source> sources;
    private final Map<Key, Lease> leases = new ConcurrentHashMap<>();

    /** Of {@code sources} by the kind of their topic, such as {@code files}. */
    public Feed(Vertx vertx, Map<String, Source> sources) {
        this.vertx = vertx;
        this.sources = Map.copyOf(sources);
    }

    /** Whether somebody follows. Any thread may ask. */
    public boolean follows(String kind, String workspace) {
        return leases.containsKey(new Key(kind, workspace));
    }

    @Override
    public Future<Empty> handle(Follow request, Call call) {
        var source = sources.get(request.kind());
        if (source == null) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "kind must be one of " + List.copyOf(sources.keySet()));
        }
        var key = new Key(request.kind(), call.workspace());
        var lease = leases.get(key);
        if (lease == null || lease.over != null) {
            lease = begin(key, source, lease);
        }
        lease.end = Math.max(lease.end, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(request.leaseMs()));
        return lease.running.map(new Empty());
    }

    private Lease begin(Key key, Source source, Lease former) {
        var lease = new Lease();
        leases.put(key, lease);
        var free = former == null ? Future.<Void>succeededFuture() : former.stop();
        lease.running = here(free.transform(over -> source.start(key.workspace())));
        lease.running.onSuccess(running -> keep(key, lease)).onFailure(refused -> leases.remove(key, lease));
        return lease;
    }

    private void keep(Key key, Lease lease) {
        long left = TimeUnit.NANOSECONDS.toMillis(lease.end - System.nanoTime());
        if (left > 0) {
            vertx.setTimer(left, later -> keep(key, lease));
        } else if (lease.over == null) {
            here(lease.stop()).onComplete(stopped -> leases.remove(key, lease));
        }
    }

    /** The same, completed on this event loop. */
    private <T> Future<T> here(Future<T> elsewhere) {
        var promise = Promise.<T>promise();
        var context = vertx.getOrCreateContext();
        elsewhere.onComplete(ended -> context.runOnContext(back -> {
            if (ended.succeeded()) {
                promise.complete(ended.result());
            } else {
                promise.fail(ended.cause());
            }
        }));
        return promise.future();
    }

    /** Stops all of them; completes when they are over. */
    public Future<Void> close() {
        return Future.join(leases.values().stream().map(Lease::stop).toList()).mapEmpty();
    }
}
