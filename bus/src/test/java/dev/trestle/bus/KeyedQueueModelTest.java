package dev.trestle.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@link KeyedQueue} against its model: a task starts only after every earlier task that it conflicts with has ended, and
 * every task runs exactly once.
 */
class KeyedQueueModelTest {

    private static final int TASKS = 3_000;
    private static final List<String> KEYS =
            List.of("", "a", "b", "a/a", "a/b", "b/a", "a/a/a", "a/a/b", "a/b/a", "b/a/a", "b/a/b", "c", "c/a", "ab");

    /** A task of the model, numbered in the order in which it came. */
    private static final class Task {
        final List<Claim> claims;
        final AtomicInteger runs = new AtomicInteger();
        volatile boolean ended;

        Task(List<Claim> claims) {
            this.claims = claims;
        }

        boolean conflictsWith(Task other) {
            return claims.stream().anyMatch(mine -> other.claims.stream().anyMatch(theirs -> conflict(mine, theirs)));
        }

        private static boolean conflict(Claim one, Claim two) {
            return (one.exclusive() || two.exclusive())
                    && (isBelow(one.key(), two.key()) || isBelow(two.key(), one.key()));
        }

        private static boolean isBelow(String key, String above) {
            return above.isEmpty() || key.equals(above) || key.startsWith(above + "/");
        }
    }

    private final KeyedQueue queue = new KeyedQueue(Integer.MAX_VALUE);
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final List<Task> tasks = new ArrayList<>();
    private final AtomicReference<String> violation = new AtomicReference<>();
    private final CountDownLatch left = new CountDownLatch(TASKS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20260301, -77})
    void everyTaskRunsOnceAndAfterAllItConflictsWith(long seed) throws Exception {
        // Given
        for (int i = 0; i < 4; i++) {
            var random = new Random(seed + i);
            threads.execute(() -> {
                for (int n = 0; n < TASKS / 4; n++) {
                    submit(random);
                }
            });
        }
        // When
        boolean all = left.await(20, TimeUnit.SECONDS);
        // Then
        assertThat(violation).hasValue(null);
        assertThat(all).as("all tasks ended").isTrue();
        assertThat(tasks).allMatch(task -> task.runs.get() == 1);
        assertThat(queue.isEmpty()).isTrue();
    }

    private void submit(Random random) {
        var claims = new ArrayList<Claim>();
        for (int n = random.nextInt(3); n >= 0; n--) {
            claims.add(new Claim(KEYS.get(random.nextInt(KEYS.size())), random.nextBoolean()));
        }
        var task = new Task(claims);
        int way = random.nextInt(10);
        // The number of a task and its place in the queue are taken together: the model is about this order.
        synchronized (tasks) {
            tasks.add(task);
            int number = tasks.size() - 1;
            queue.run(new Call(MultiMap.caseInsensitiveMultiMap(), new Fence()), claims, () -> run(number, task, way))
                    .onComplete(ended -> left.countDown());
        }
    }

    private Future<Void> run(int number, Task task, int way) {
        task.runs.incrementAndGet();
        synchronized (tasks) {
            for (var earlier : tasks.subList(0, number)) {
                if (!earlier.ended && earlier.conflictsWith(task)) {
                    violation.set(task.claims + " ran beside " + earlier.claims);
                }
            }
        }
        if (way == 0) {
            task.ended = true;
            throw new IllegalStateException("on purpose");
        } else if (way <= 3) {
            task.ended = true;
            return Future.succeededFuture();
        }
        var promise = Promise.<Void>promise();
        threads.execute(() -> {
            task.ended = true;
            promise.complete();
        });
        return promise.future();
    }
}
