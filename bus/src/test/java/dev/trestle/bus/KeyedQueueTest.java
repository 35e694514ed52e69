package dev.trestle.bus;

import static dev.trestle.bus.Claim.exclusive;
import static dev.trestle.bus.Claim.shared;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedQueueTest {

    private final KeyedQueue queue = new KeyedQueue(200_000);
    private final List<String> started = new ArrayList<>();
    private final Map<String, Promise<String>> running = new HashMap<>();

    @Test
    void tasksOfOneKeyRunOneAfterTheOtherInTheirOrder() {
        // Given
        begin("first", exclusive("a"));
        begin("second", exclusive("a"));
        begin("third", exclusive("a"));
        // When
        end("first");
        // Then
        assertThat(started).containsExactly("first", "second");
        end("second", "third");
        assertThat(started).containsExactly("first", "second", "third");
    }

    @Test
    void tasksOfDifferentKeysRunSideBySide() {
        begin("a", exclusive("x/a"));
        begin("b", exclusive("x/b"));
        begin("ab", exclusive("x/ab"));
        begin("other", exclusive("y"));
        assertThat(started).containsExactly("a", "b", "ab", "other");
    }

    @Test
    void readersOfOneKeyRunSideBySide() {
        begin("first", shared("a"));
        begin("second", shared("a"));
        begin("below", shared("a/b"));
        begin("above", shared(""));
        assertThat(started).containsExactly("first", "second", "below", "above");
    }

    @Test
    void aWriterWaitsForAllReadersAheadOfIt() {
        // Given
        begin("reader 1", shared("a"));
        begin("reader 2", shared("a"));
        begin("writer", exclusive("a"));
        end("reader 1");
        assertThat(started).doesNotContain("writer");
        // When
        end("reader 2");
        // Then
        assertThat(started).contains("writer");
    }

    @Test
    void readersBehindAWriterWaitForItAndThenRunSideBySide() {
        // Given
        begin("reader 1", shared("a"));
        begin("writer", exclusive("a"));
        begin("reader 2", shared("a"));
        begin("reader 3", shared("a"));
        end("reader 1");
        assertThat(started).containsExactly("reader 1", "writer");
        // When
        end("writer");
        // Then
        assertThat(started).containsExactly("reader 1", "writer", "reader 2", "reader 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "d/e", "d/e/f", ""})
    void movingADirectoryWaitsForWritesInItAndLaterWritesWaitForTheMove(String directory) {
        // Given
        begin("write", exclusive("d/e/f/file"));
        begin("move", exclusive(directory), exclusive("target"));
        begin("later write", exclusive("d/e/f/other"));
        begin("later read", shared("target/x"));
        assertThat(started).containsExactly("write");
        // When
        end("write");
        // Then
        assertThat(started).containsExactly("write", "move");
        end("move");
        assertThat(started).containsExactly("write", "move", "later write", "later read");
    }

    @Test
    void aNameThatMerelyStartsAlikeIsNotBelow() {
        begin("move", exclusive("src"));
        begin("write", exclusive("src2/a"));
        begin("another", exclusive("s"));
        assertThat(started).containsExactly("move", "write", "another");
    }

    @Test
    void listingADirectoryWaitsForWritesInItAndNotForReads() {
        // Given
        begin("read", shared("d/a"));
        begin("write", exclusive("d/b"));
        begin("list", shared("d"));
        assertThat(started).containsExactly("read", "write");
        // When
        end("write");
        // Then
        assertThat(started).containsExactly("read", "write", "list");
    }

    @Test
    void claimsThatCrossDoNotWaitInACircle() {
        // Given
        begin("there", exclusive("a"), exclusive("b"));
        begin("back", exclusive("b"), exclusive("a"));
        begin("again", exclusive("a/x"), shared("b"), exclusive("a"));
        assertThat(started).containsExactly("there");
        // When
        end("there", "back", "again");
        // Then
        assertThat(started).containsExactly("there", "back", "again");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void whoClaimsNothingWaitsForNobody() {
        begin("root", exclusive(""));
        begin("free");
        assertThat(started).containsExactly("root", "free");
    }

    @Test
    void aCallThatIsCancelledBeforeItsTurnDoesNotRun() {
        // Given
        var call = new Call(MultiMap.caseInsensitiveMultiMap(), new Fence());
        begin("first", exclusive("a"));
        var second = queue.run(call, List.of(exclusive("a")), () -> task("second"));
        begin("third", exclusive("a"));
        call.cancel();
        // When
        end("first");
        // Then
        assertThat(started).containsExactly("first", "third");
        assertThat(codeOf(second)).isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void aCallThatIsCancelledBeforeItComesDoesNotRun() {
        // Given
        var call = new Call(MultiMap.caseInsensitiveMultiMap(), new Fence());
        call.cancel();
        // When
        var outcome = queue.run(call, List.of(exclusive("a")), () -> task("cancelled"));
        // Then
        assertThat(started).isEmpty();
        assertThat(codeOf(outcome)).isEqualTo(ErrorCode.CANCELLED);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void aFullQueueIsBusyUntilATaskEnds() {
        // Given
        var small = new KeyedQueue(2);
        var first = Promise.<Void>promise();
        small.run(call(), List.of(exclusive("a")), first::future);
        small.run(call(), List.of(exclusive("a")), Future::succeededFuture);
        var refused = small.run(call(), List.of(exclusive("b")), Future::succeededFuture);
        assertThat(codeOf(refused)).isEqualTo(ErrorCode.BUSY);
        // When
        first.complete();
        // Then
        assertThat(small.run(call(), List.of(exclusive("b")), Future::succeededFuture)
                        .succeeded())
                .isTrue();
        assertThat(small.isEmpty()).isTrue();
    }

    @Test
    void whateverGoesWrongInATaskIsItsOutcomeAndTheNextOneRuns() {
        // Given
        var outcomes = new ArrayList<Future<String>>();
        begin("first", exclusive("a"));
        outcomes.add(add(() -> Future.failedFuture("on purpose")));
        outcomes.add(add(() -> {
            throw new IllegalStateException("on purpose");
        }));
        outcomes.add(add(() -> {
            throw new AssertionError("on purpose");
        }));
        outcomes.add(add(() -> null));
        begin("last", exclusive("a"));
        // When
        end("first");
        // Then
        assertThat(started).containsExactly("first", "last");
        assertThat(outcomes).allMatch(Future::failed);
    }

    @Test
    void aListenerThatThrowsDoesNotKeepTheNextTaskFromRunning() {
        // Given
        begin("first", exclusive("a"));
        add(Future::succeededFuture).onComplete(ended -> {
            throw new IllegalStateException("on purpose, logged");
        });
        begin("third", exclusive("a"));
        // When
        end("first");
        // Then
        assertThat(started).containsExactly("first", "third");
    }

    @Test
    void aHundredThousandTasksThatEndAtOnceDoNotOverflowTheStack() {
        // Given
        var ran = new AtomicInteger();
        begin("first", exclusive("a"));
        for (int i = 0; i < 100_000; i++) {
            int turn = i;
            add(() -> Future.succeededFuture(ran.compareAndSet(turn, turn + 1) ? "in order" : "out of order"));
        }
        // When
        end("first");
        // Then
        assertThat(ran).hasValue(100_000);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void nothingIsLeftBehindWhenAllHaveEnded() {
        // Given
        begin("deep", exclusive("a/b/c/d"), shared("e/f"), exclusive("/g"), shared(""));
        begin("moved", exclusive("a/b"), exclusive("h"));
        begin("read", shared("a/b/c"));
        assertThat(queue.isEmpty()).isFalse();
        // When
        end("deep", "moved", "read");
        // Then
        assertThat(queue.isEmpty()).isTrue();
    }

    private static Call call() {
        return new Call(MultiMap.caseInsensitiveMultiMap(), new Fence());
    }

    private Future<String> task(String name) {
        started.add(name);
        running.put(name, Promise.promise());
        return running.get(name).future();
    }

    private void begin(String name, Claim... claims) {
        queue.run(call(), List.of(claims), () -> task(name));
    }

    private Future<String> add(Supplier<Future<String>> task) {
        return queue.run(call(), List.of(exclusive("a")), task);
    }

    private void end(String... names) {
        for (var name : names) {
            running.remove(name).complete(name);
        }
    }

    private static ErrorCode codeOf(Future<?> outcome) {
        return ((Failure) outcome.cause()).code();
    }
}
