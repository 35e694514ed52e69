package dev.trestle.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Feeds;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Something is at work while somebody follows, and not a moment longer than was asked for. */
class FeedTest {

    private static final long LONG = 60_000;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private Promise<Void> started = Promise.promise();
    private Promise<Void> stopped = Promise.promise();
    private Node node;
    private Feed feed;

    @BeforeEach
    void serve() {
        node = Node.alone(new VertxOptions().setEventLoopPoolSize(1));
        feed = new Feed(node.vertx(), Map.of("files", this::start));
        await(Operations.of(node, "fs", Set.of("demo", "other"))
                .serve(Feeds.FS, feed)
                .start());
        started.complete();
        stopped.complete();
    }

    @AfterEach
    void leave() {
        await(node.leave());
    }

    private Future<Feed.Running> start(String workspace) {
        said.add("start " + workspace);
        return started.future().map(() -> {
            said.add("stop " + workspace);
            return stopped.future();
        });
    }

    private Future<?> follow(String workspace, long lease) {
        return node.calls("test").call(Feeds.FS, Target.workspace(workspace), new Feeds.Follow("files", lease));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(10, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("not within 10 s", late);
        }
    }

    private static void until(BooleanSupplier condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(2))
                .pollInSameThread()
                .until(condition::getAsBoolean);
    }

    @Test
    void itStartsOnceForAllWhoFollow() {
        // When
        await(follow("demo", LONG));
        await(follow("demo", LONG));
        await(follow("other", LONG));
        // Then
        assertThat(said).containsExactly("start demo", "start other");
        assertThat(feed.follows("files", "demo")).isTrue();
        assertThat(feed.follows("files", "third")).isFalse();
    }

    @Test
    void itStopsWhenNobodyAsksAnyMore() {
        // Given
        long start = System.nanoTime();
        await(follow("demo", 200));
        // When
        await(follow("demo", 400));
        until(() -> said.contains("stop demo"));
        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(395));
        until(() -> !feed.follows("files", "demo"));
    }

    @Test
    void theAnswerWaitsUntilItIsAtWork() {
        // Given
        started = Promise.promise();
        // When
        var answer = follow("demo", 1);
        until(() -> !said.isEmpty());
        // Then
        assertThat(answer.isComplete()).isFalse();
        started.complete();
        await(answer);
    }

    @Test
    void itStartsAgainOnlyAfterItHasStopped() {
        // Given
        stopped = Promise.promise();
        await(follow("demo", 1));
        until(() -> said.contains("stop demo"));
        // When
        var again = follow("demo", LONG);
        await(follow("other", LONG));
        // Then
        assertThat(said).containsExactly("start demo", "stop demo", "start other");
        stopped.complete();
        await(again);
        assertThat(said).endsWith("start demo").hasSize(4);
    }

    @Test
    void whatCouldNotStartIsTriedAgainWhenItIsAskedForAgain() {
        // Given
        started = Promise.promise();
        started.fail(new Failure(ErrorCode.UNAVAILABLE, "not now"));
        assertThatThrownBy(() -> await(follow("demo", LONG))).hasMessage("not now");
        // When
        started = Promise.promise();
        started.complete();
        // Then
        until(() -> !feed.follows("files", "demo"));
        await(follow("demo", LONG));
    }

    @Test
    void aTopicOfAnotherServiceIsRefused() {
        assertThatThrownBy(() -> await(
                        node.calls("test").call(Feeds.FS, Target.workspace("demo"), new Feeds.Follow("git", LONG))))
                .hasMessage("kind must be one of [files]");
    }
}
