package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Call;
import dev.trestle.bus.Node;
import dev.trestle.bus.Operations;
import dev.trestle.wire.Empty;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Nullable;
import dev.trestle.wire.Operation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A service on the bus that does as it is told, and remembers. */
final class TestService {

    record Echo(@Nullable Object value) {}

    record Echoed(@Nullable Object value, String workspace, String principal) {}

    record Wait(String key) {}

    record Big(int bytes) {}

    record Bulk(String bulk) {}

    record Fail(String code) {}

    static final Operation<Echo, Echoed> ECHO =
            new Operation<>("test.echo", Echo.class, Echoed.class, "Answers what it is asked.");
    static final Operation<Wait, Wait> WAIT =
            new Operation<>("test.wait", Wait.class, Wait.class, "Answers when it is released.");
    static final Operation<Big, Bulk> BIG = new Operation<>("test.big", Big.class, Bulk.class, "Answers so much.");
    static final Operation<Fail, Empty> FAIL =
            new Operation<>("test.fail", Fail.class, Empty.class, "Fails with this code.");

    private final List<Object> echoed = new CopyOnWriteArrayList<>();
    private final AtomicInteger bigs = new AtomicInteger();
    private final Map<String, Promise<Wait>> waiting = new ConcurrentHashMap<>();
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();

    Future<Void> start(Node node) {
        return Operations.of(node, "test", Set.of("default", "other"))
                .serve(ECHO, this::echo)
                .serve(WAIT, this::await)
                .serve(BIG, (request, call) -> big(request))
                .serve(FAIL, (request, call) -> fail(request.code()))
                .start();
    }

    private Future<Echoed> echo(Echo request, Call call) {
        echoed.add(String.valueOf(request.value()));
        return Future.succeededFuture(new Echoed(request.value(), call.workspace(), call.principal()));
    }

    private Future<Wait> await(Wait request, Call call) {
        var promise = Promise.<Wait>promise();
        waiting.put(request.key(), promise);
        call.onCancel(() -> {
            cancelled.add(request.key());
            promise.tryFail(new Failure(ErrorCode.CANCELLED, "cancelled by the caller"));
        });
        begun.add(request.key());
        return promise.future();
    }

    private Future<Bulk> big(Big request) {
        bigs.incrementAndGet();
        return Future.succeededFuture(new Bulk("x".repeat(request.bytes())));
    }

    private static Future<Empty> fail(String code) {
        if (code.equals("BUG")) {
            throw new IllegalStateException("on purpose: secret");
        }
        var failure = new Failure(ErrorCode.valueOf(code), "as asked").with(Map.of("limit", 7));
        return Future.failedFuture(code.equals("RATE_LIMITED") ? failure.retryAfter(2_500) : failure);
    }

    /** What was echoed, in order. */
    List<Object> echoed() {
        return echoed;
    }

    /** How many big answers were given. */
    int bigs() {
        return bigs.get();
    }

    /** The key of the next call that began to wait. */
    String begun() {
        return poll(begun);
    }

    /** How many calls began to wait and were not asked for yet. */
    int begunCount() {
        return begun.size();
    }

    /** The key of the next call that was cancelled while it ran. */
    String cancelled() {
        return poll(cancelled);
    }

    private static String poll(BlockingQueue<String> queue) {
        try {
            var key = queue.poll(5, TimeUnit.SECONDS);
            assertThat(key).as("nothing happened within 5 s").isNotNull();
            return key;
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    /** Lets the call with this key be answered. */
    void release(String key) {
        waiting.remove(key).tryComplete(new Wait(key));
    }

    /** Lets every call be answered. */
    void releaseAll() {
        Set.copyOf(waiting.keySet()).forEach(this::release);
    }
}
