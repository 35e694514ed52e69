package dev.trestle.gateway.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.config.TopicsConfig;
import dev.trestle.gateway.RedisServer;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisLogTest extends TopicLogContract {

    @TempDir
    private static Path folder;

    private static Vertx vertx;
    private static Context context;
    private static RedisServer redis;

    private final List<TopicLog> opened = new ArrayList<>();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        context = vertx.getOrCreateContext();
        redis = RedisServer.start(folder);
    }

    @AfterAll
    static void stop() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        redis.close();
    }

    @BeforeEach
    void forget() {
        assertThat(redis.say("FLUSHALL")).isEqualTo("+OK");
    }

    @AfterEach
    void close() {
        on(() -> {
            opened.forEach(TopicLog::close);
            return Future.succeededFuture();
        });
    }

    @Override
    int age() {
        return 800;
    }

    @Override
    TopicLog log(TopicsConfig config) {
        var log = on(() -> Future.<TopicLog>succeededFuture(new RedisLog(vertx, redis.url(), config)));
        opened.add(log);
        awaitIt(log);
        return log;
    }

    private void awaitIt(TopicLog log) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (codeOf(() -> log.read(TOPIC, 0, 1, 1)) != null) {
            assertThat(System.nanoTime()).as("connected in time").isLessThan(end);
        }
    }

    @Override
    <T> T on(Supplier<Future<T>> call) {
        Promise<T> answer = Promise.promise();
        context.runOnContext(now -> call.get().onComplete(answer));
        return answer.future()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    /** The code with which {@code call} fails, or {@code null}. */
    private ErrorCode codeOf(Supplier<Future<?>> call) {
        return on(() -> call.get().map((ErrorCode) null).otherwise(cause -> ((Failure) cause).code()));
    }

    @Override
    void pass(long milliseconds) {
        on(() -> vertx.timer(milliseconds));
    }

    @Test
    void whatWasAppendedOutlivesTheNode() {
        // Given
        var before = append(log(config(LENGTH)), TOPIC, "a", "b");
        // When
        var page = read(log(config(LENGTH)), TOPIC, 1);
        // Then
        assertThat(page.epoch()).isEqualTo(before.epoch());
        assertThat(texts(page)).containsExactly("b");
        assertThat(page.follows(before)).isTrue();
    }

    @Test
    void whatIsTooOldIsRemoved() {
        // Given
        var log = log(config(LENGTH));
        append(log, TOPIC, "a", "b");
        // When
        pass(age() + 50);
        // Then
        assertThat(redis.say("EXISTS trestle:{" + TOPIC + "}:events")).isEqualTo(":0");
    }

    @Test
    void whileRedisIsAwayItIsUnavailableAndThenGoesOnByItselfInAnotherEpoch() {
        // Given
        var log = log(config(LENGTH));
        var before = append(log, TOPIC, "a", "b");
        // When
        redis.kill();
        long start = System.nanoTime();
        var code = codeOf(() -> log.append(TOPIC, List.of(bytes("lost"))));
        long took = System.nanoTime() - start;
        redis.begin();
        awaitIt(log);
        // Then
        assertThat(code).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(took).isLessThan(TimeUnit.SECONDS.toNanos(2));
        var after = append(log, TOPIC, "c");
        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        assertThat(after.seq()).isEqualTo(3);
        assertThat(read(log, TOPIC, 0).follows(before)).isFalse();
        assertThat(read(log, TOPIC, 0).last()).isEqualTo(3);
    }

    @Test
    void aRedisThatHangsIsUnavailableWithinTwoSecondsAndThenGoesOn() {
        // Given
        var log = log(config(LENGTH));
        var before = append(log, TOPIC, "a");
        // When
        redis.signal("STOP");
        long start = System.nanoTime();
        var code = codeOf(() -> log.append(TOPIC, List.of(bytes("perhaps"))));
        long took = System.nanoTime() - start;
        redis.signal("CONT");
        awaitIt(log);
        // Then
        assertThat(code).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(took).isLessThan(TimeUnit.MILLISECONDS.toNanos(2_500));
        var after = append(log, TOPIC, "b");
        assertThat(after.epoch()).isEqualTo(before.epoch());
        assertThat(after.seq()).isBetween(2L, 3L);
    }

    @Test
    void aRedisThatRefusesToWriteIsUnavailableForThatAndCanBeRead() {
        // Given
        var log = log(config(LENGTH));
        append(log, TOPIC, "a");
        assertThat(redis.say("CONFIG SET maxmemory 1")).isEqualTo("+OK");
        // When
        var code = codeOf(() -> log.append(TOPIC, List.of(bytes("b"))));
        var page = read(log, TOPIC, 0);
        redis.say("CONFIG SET maxmemory 0");
        // Then
        assertThat(code).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(texts(page)).containsExactly("a");
        assertThat(append(log, TOPIC, "b").seq()).isEqualTo(2);
    }

    @Test
    void anOwnerThatHasLostATopicChangesNothingAndIsTold() {
        // Given
        var former = log(config(LENGTH));
        append(former, TOPIC, "a");
        var lost = new AtomicInteger();
        former.onLost(lost::incrementAndGet);
        var next = log(config(LENGTH));
        // When
        hold(next, TOPIC);
        read(next, TOPIC, 0);
        var code = codeOf(() -> former.append(TOPIC, List.of(bytes("late"))));
        // Then
        assertThat(code).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(lost).hasValue(1);
        assertThat(append(next, TOPIC, "b").seq()).isEqualTo(2);
        assertThat(texts(read(former, TOPIC, 0))).containsExactly("a", "b");
    }

    @Test
    void anOwnerThatClaimsAnewGoesOnInTheSameEpoch() {
        // Given
        var former = log(config(LENGTH));
        var before = append(former, TOPIC, "a");
        append(log(config(LENGTH)), TOPIC, "b");
        assertThat(codeOf(() -> former.append(TOPIC, List.of(bytes("late"))))).isNotNull();
        // When
        former.renew();
        // Then
        assertThat(append(former, TOPIC, "c")).isEqualTo(new Position(before.epoch(), 3));
    }
}
