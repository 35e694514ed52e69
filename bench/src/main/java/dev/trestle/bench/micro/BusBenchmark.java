package dev.trestle.bench.micro;

import dev.trestle.bus.Call;
import dev.trestle.bus.Caller;
import dev.trestle.bus.Calls;
import dev.trestle.bus.Claim;
import dev.trestle.bus.KeyedQueue;
import dev.trestle.bus.Node;
import dev.trestle.bus.Operations;
import dev.trestle.bus.Target;
import dev.trestle.wire.Fs;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Where a call goes, its turn on a key, and the whole way to a handler and back, on a node that is alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BusBenchmark {

    private static final String WORKSPACE = "default";
    private static final List<Claim> LOOK = List.of(Claim.shared(WORKSPACE + "/src/main/notes.txt"));
    private static final List<Claim> CHANGE = List.of(Claim.exclusive(WORKSPACE + "/src/main/notes.txt"));
    private static final Caller CALLER = Caller.of("bench", Duration.ofDays(1));

    private final Node node = Node.alone(new VertxOptions());
    private final Calls calls = node.calls("bench");
    private final KeyedQueue queue = new KeyedQueue(10_000);
    private volatile Call call;

    /** Serves one operation, which answers at once, and calls it to get hold of a call. */
    @Setup
    public void serve() throws ExecutionException, InterruptedException {
        var operations = Operations.of(node, "fs", Set.of(WORKSPACE)).serve(Fs.STAT, (request, given) -> {
            call = given;
            return Future.succeededFuture(Samples.ENTRY);
        });
        await(operations.start());
        roundTrip();
    }

    /** Ends the node. */
    @TearDown
    public void leave() throws ExecutionException, InterruptedException {
        await(node.leave());
    }

    /** Which node serves a workspace. */
    @Benchmark
    public String place() {
        return node.directory().place("fs.stat", WORKSPACE);
    }

    /** A turn to look at a file, with nobody else there. */
    @Benchmark
    public int queueOfOne() throws ExecutionException, InterruptedException {
        return await(queue.run(call, LOOK, () -> Future.succeededFuture(1)));
    }

    /** A turn to look at a file, while a second thread looks as well. */
    @Benchmark
    @Threads(2)
    public int queueOfTwoWhoLook() throws ExecutionException, InterruptedException {
        return await(queue.run(call, LOOK, () -> Future.succeededFuture(1)));
    }

    /** A turn to change a file, while a second thread changes it as well. */
    @Benchmark
    @Threads(2)
    public int queueOfTwoWhoChange() throws ExecutionException, InterruptedException {
        return await(queue.run(call, CHANGE, () -> Future.succeededFuture(1)));
    }

    /** From this thread over the bus to a handler on an event loop, and the reply back to this thread. */
    @Benchmark
    public Buffer roundTrip() throws ExecutionException, InterruptedException {
        return await(calls.send("fs.stat", Target.workspace(WORKSPACE), Buffer.buffer(Samples.STAT), CALLER));
    }

    private static <T> T await(Future<T> future) throws ExecutionException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get();
    }
}
