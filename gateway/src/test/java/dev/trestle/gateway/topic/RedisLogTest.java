package dev.trestle.gateway.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.config.RedisConfig;
import dev.trestle.config.TopicsConfig;
import dev.trestle.gateway.RedisServer;
import dev.trestle.gateway.topic.TopicLog.Appended;
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
        var log = on(() -> Future.<TopicLog>succeededFuture(new RedisLog(
                vertx, new RedisConfig(RedisConfig.Mode.STANDALONE, redis.url(), List.of(), "m", null), config)));
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
    void whileRedisIsAwayItIsUnavailableAndThenGoesOnByItselfWhereItWas() {
        // Given
        var log = log(config(LENGTH));
        var before = append(log, TOPIC, "a", "b");
        // When
        redis.kill();
        long start = System.nanoTime();
        var code = codeOf(() -> log.append(TOPIC, List.of(bytes("lost")), null));
        long took = System.nanoTime() - start;
        var missing = log.missing();
        redis.begin();
        awaitIt(log);
        // Then
        assertThat(code).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(took).isLessThan(TimeUnit.SECONDS.toNanos(5));
        assertThat(missing).containsExactly("redis");
        assertThat(log.missing()).isEmpty();
        assertThat(read(log, TOPIC, 0).follows(before)).isTrue();
        assertThat(append(log, TOPIC, "c")).isEqualTo(new Position(before.epoch(), 3));
    }

    @Test
    void aTopicWhoseEndWasLostBeginsAnotherEpochBeforeAnythingIsSaid() {
        // Given
        var log = log(config(LENGTH));
        append(log, TOPIC, "a", "b");
        redis.keep();
        var lost = append(log, TOPIC, "c", "d");
        // When
        redis.loseWhatCameAfter();
        awaitIt(log);
        // Then
        var page = read(log, TOPIC, 0);
        assertThat(page.epoch()).isNotEqualTo(lost.epoch());
        assertThat(texts(page)).containsExactly("a", "b");
        assertThat(append(log, TOPIC, "e")).isEqualTo(new Position(page.epoch(), 3));
    }

    @Test
    void anAppendAfterTheEndWasLostIsInAnotherEpoch() {
        // Given
        var log = log(config(LENGTH));
        append(log, TOPIC, "a", "b");
        redis.keep();
        var lost = append(log, TOPIC, "c");
        // When
        redis.loseWhatCameAfter();
        awaitIt(log);
        // Then
        assertThat(append(log, TOPIC, "e").epoch()).isNotEqualTo(lost.epoch());
        assertThat(texts(read(log, TOPIC, 0))).containsExactly("a", "b", "e");
    }

    @Test
    void whatWasReadOnlyAndThenLostCountsAsKnown() {
        // Given
        var other = log(config(LENGTH));
        var log = log(config(LENGTH));
        append(log, TOPIC, "a");
        redis.keep();
        var seen = append(other, TOPIC, "b");
        read(log, TOPIC, 0);
        // When
        redis.loseWhatCameAfter();
        awaitIt(log);
        // Then
        assertThat(append(log, TOPIC, "c").epoch()).isNotEqualTo(seen.epoch());
    }

    @Test
    void whoCannotTellWhetherTheEndWasLostBeginsAnotherEpoch() {
        // Given
        var before = append(log(config(LENGTH)), TOPIC, "a", "b");
        redis.kill();
        redis.begin();
        var log = log(config(LENGTH));
        // When
        read(log, TOPIC, 0);
        var after = append(log, TOPIC, "c");
        // Then
        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        assertThat(texts(read(log, TOPIC, 0))).containsExactly("a", "b", "c");
    }

    @Test
    void aRedisThatComesBackEmptyBeginsAnotherEpoch() {
        // Given
        var log = log(config(LENGTH));
        redis.keep();
        var before = append(log, TOPIC, "a", "b");
        // When
        redis.loseWhatCameAfter();
        awaitIt(log);
        // Then
        var after = append(log, TOPIC, "c");
        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        assertThat(after.seq()).isEqualTo(1);
    }

    @Test
    void aKeyOutlivesTheNodeAndARestartOfRedis() {
        // Given
        var first = append(log(config(LENGTH)), key("ann", TOPIC, "k", "1"), "a");
        redis.kill();
        redis.begin();
        // When
        var log = log(config(LENGTH));
        var second = append(log, key("ann", TOPIC, "k", "1"), "a");
        // Then
        assertThat(second).isEqualTo(new Appended(first.last(), true));
        assertThat(texts(read(log, TOPIC, 0))).containsExactly("a");
        var left = redis.say("PTTL trestle:{" + TOPIC + "}:key:3:ann:k");
        assertThat(Integer.parseInt(left.substring(1))).isBetween(500_000, 600_000);
    }

    @Test
    void aRedisThatHangsIsUnavailableWithinTwoSecondsAndThenGoesOn() {
        // Given
        var log = log(config(LENGTH));
        var before = append(log, TOPIC, "a");
        // When
        redis.signal("STOP");
        long start = System.nanoTime();
        var code = codeOf(() -> log.append(TOPIC, List.of(bytes("perhaps")), null));
        long took = System.nanoTime() - start;
        redis.signal("CONT");
        awaitIt(log);
        // Then
        assertThat(code).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(took).isLessThan(TimeUnit.SECONDS.toNanos(5));
        var after = append(log, TOPIC, "b");
        assertThat(after.epoch()).isEqualTo(before.epoch());
        assertThat(after.seq()).isBetween(2L, 3L);
    }

    /** Nothing can be appended, the refusal says {@code why}, and what is there can be read. */
    private void assertReadOnly(TopicLog log, String why) {
        var refused = on(() ->
                log.append(TOPIC, List.of(bytes("b")), null).map((Failure) null).otherwise(cause -> (Failure) cause));
        assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refused).hasMessageContaining(why);
        assertThat(texts(read(log, TOPIC, 0))).containsExactly("a");
    }

    @Test
    void aFullRedisIsUnavailableForThatAndCanBeRead() {
        // Given
        var log = log(config(LENGTH));
        append(log, TOPIC, "a");
        // When
        redis.say("CONFIG SET maxmemory 1");
        // Then
        assertReadOnly(log, "Redis has reached its maxmemory (OOM)");
        redis.say("CONFIG SET maxmemory 0");
        assertThat(append(log, TOPIC, "b").seq()).isEqualTo(2);
    }

    @Test
    void aRedisThatBecameAReplicaIsUnavailableForThatAndCanBeRead() {
        // Given
        var log = log(config(LENGTH));
        append(log, TOPIC, "a");
        // When
        redis.say("REPLICAOF 127.0.0.1 1");
        // Then
        assertReadOnly(log, "which is read only (READONLY)");
        redis.say("REPLICAOF NO ONE");
        assertThat(append(log, TOPIC, "b").seq()).isEqualTo(2);
    }

    @Test
    void aRedisThatCannotWriteItsFilesIsUnavailableForThatAndCanBeRead() {
        // Given
        var log = log(config(LENGTH));
        append(log, TOPIC, "a");
        // When
        redis.failToSave();
        // Then
        assertReadOnly(log, "Redis cannot write to its disk (MISCONF)");
        redis.saveAgain();
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
        var code = codeOf(() -> former.append(TOPIC, List.of(bytes("late")), null));
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
        assertThat(codeOf(() -> former.append(TOPIC, List.of(bytes("late")), null)))
                .isNotNull();
        // When
        former.renew();
        // Then
        assertThat(append(former, TOPIC, "c")).isEqualTo(new Position(before.epoch(), 3));
    }
}
