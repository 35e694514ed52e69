package dev.trestle.gateway.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.config.TopicsConfig;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryLogTest extends TopicLogContract {

    private MemoryLog log;
    private long now;

    @Override
    int age() {
        return 200;
    }

    @Override
    TopicLog log(TopicsConfig config) {
        log = new MemoryLog(config, () -> now);
        return log;
    }

    @Override
    <T> T on(Supplier<Future<T>> call) {
        var answer = call.get();
        assertThat(answer.cause()).isNull();
        return answer.result();
    }

    @Override
    void pass(long milliseconds) {
        now += milliseconds;
        log.tidy();
    }

    @Test
    void aForgottenTopicBeginsAnotherEpoch() {
        // Given
        log(config(LENGTH));
        var before = append(log, TOPIC, "a");
        // When
        pass(age());
        // Then
        assertThat(log.size()).isZero();
        assertThat(log.bytes()).isZero();
        assertThat(append(log, TOPIC, "b").epoch()).isNotEqualTo(before.epoch());
    }

    @Test
    void aTopicIsForgottenWhenTheLastFollowerHasLeftAndNothingIsKept() {
        // Given
        log(config(LENGTH));
        hold(log, TOPIC);
        pass(10 * age());
        assertThat(log.size()).isEqualTo(1);
        // When
        log.release(TOPIC);
        // Then
        assertThat(log.size()).isZero();
    }

    @Test
    void aTopicWithEventsIsNotForgottenWhenTheLastFollowerLeaves() {
        // Given
        log(config(LENGTH));
        hold(log, TOPIC);
        var before = append(log, TOPIC, "a");
        // When
        log.release(TOPIC);
        // Then
        assertThat(append(log, TOPIC, "b").epoch()).isEqualTo(before.epoch());
    }

    @Test
    void readingMakesNoTopic() {
        // Given
        log(config(LENGTH));
        // When
        var page = read(log, TOPIC, 0);
        // Then
        assertThat(log.size()).isZero();
        assertThat(page.follows(append(log, "topic/other", "x"))).isFalse();
        assertThat(append(log, TOPIC, "a").epoch()).isNotEqualTo(page.epoch());
    }

    @Test
    void thereIsALimitOfTopics() {
        // Given
        log(config(LENGTH));
        IntStream.range(0, 100).forEach(i -> append(log, "topic/" + i, "x"));
        // When
        var refused = log.append(TOPIC, List.of(bytes("x")), null).cause();
        // Then
        assertThat(refused).hasMessageContaining("topics.perNode is 100");
        assertThat(((Failure) refused).code()).isEqualTo(ErrorCode.BUSY);
        assertThat(append(log, "topic/7", "y").seq()).isEqualTo(2);
        pass(age());
        assertThat(append(log, TOPIC, "x").seq()).isEqualTo(1);
    }

    @Test
    void overTheLimitOfBytesTheTopicsThatWereQuietLongestLoseTheirEventsFirst() {
        // Given
        log(config(LENGTH));
        var large = "x".repeat(60_000);
        append(log, "topic/quiet", large);
        append(log, "topic/busy", large);
        hold(log, "topic/quiet");
        // When
        IntStream.range(0, 40).forEach(i -> {
            append(log, "topic/" + i, large);
            append(log, "topic/busy", large);
        });
        // Then
        assertThat(log.bytes()).isBetween(1_000_000L, 1L << 20);
        assertThat(read(log, "topic/quiet", 0).first()).isEqualTo(2);
        assertThat(read(log, "topic/busy", 0).entries()).hasSize(8);
        assertThat(read(log, "topic/39", 0).entries()).hasSize(1);
        assertThat(read(log, "topic/0", 0).entries()).isEmpty();
    }

    @Test
    void aKeyIsForgottenAfterTenMinutes() {
        // Given
        var log = log(config(LENGTH));
        append(log, key("ann", TOPIC, "k", "1"), "a");
        // When
        pass(600_000);
        // Then
        assertThat(append(log, key("ann", TOPIC, "k", "1"), "a").repeated()).isFalse();
    }

    @Test
    void twoLogsHaveDifferentEpochs() {
        assertThat(append(log(config(LENGTH)), TOPIC, "a").epoch())
                .isNotEqualTo(append(log(config(LENGTH)), TOPIC, "a").epoch());
    }

    @Test
    void whatIsHandedOverGoesOnElsewhereAsIfNothingHadHappened() {
        // Given
        var former = new MemoryLog(config(LENGTH), () -> now);
        var before = append(former, TOPIC, "a", "b");
        now += age() / 2;
        append(former, TOPIC, "c");
        // When
        var next = new MemoryLog(config(LENGTH), () -> now);
        next.adopt(TOPIC, former.surrender(TOPIC));
        // Then
        assertThat(former.size()).isZero();
        assertThat(former.bytes()).isZero();
        assertThat(texts(read(next, TOPIC, 1))).containsExactly("b", "c");
        assertThat(append(next, TOPIC, "d").epoch()).isEqualTo(before.epoch());
        now += age() / 2;
        assertThat(texts(read(next, TOPIC, 0))).containsExactly("c", "d");
        now += age();
        next.release(TOPIC);
        next.tidy();
        assertThat(next.size()).isZero();
    }

    @Test
    void aKeyThatIsHandedOverStandsForTheSameElsewhere() {
        // Given
        var former = new MemoryLog(config(LENGTH), () -> now);
        var key = key("ann", TOPIC, "k", "1");
        var first = append(former, key, "a");
        now += 300_000;
        // When
        var next = new MemoryLog(config(LENGTH), () -> now);
        former.keys().forEach(name -> next.adopt(former.surrender(name)));
        // Then
        assertThat(append(next, key, "a")).isEqualTo(new TopicLog.Appended(first.last(), true));
        assertThat(former.keys()).isEmpty();
        now += 300_000;
        next.tidy();
        assertThat(append(next, key, "a").repeated()).isFalse();
    }

    @Test
    void aTopicThatWasOnlyWaitedForGivesWay() {
        // Given
        var former = new MemoryLog(config(LENGTH), () -> now);
        var before = append(former, TOPIC, "a", "b");
        var next = new MemoryLog(config(LENGTH), () -> now);
        next.hold(TOPIC);
        // When
        next.adopt(TOPIC, former.surrender(TOPIC));
        // Then
        assertThat(append(next, TOPIC, "c").epoch()).isEqualTo(before.epoch());
        assertThat(texts(read(next, TOPIC, 0))).containsExactly("a", "b", "c");
    }

    @Test
    void moreIsKeptOfTheResultsOfASearch() {
        // Given
        var log = log(config(LENGTH));
        // When
        for (int i = 0; i < 3 * LENGTH; i++) {
            append(log, "workspace/w/search", "match");
            append(log, "workspace/w/files", "changed");
        }
        // Then
        assertThat(read(log, "workspace/w/search", 0).entries()).hasSize(2 * LENGTH);
        assertThat(read(log, "workspace/w/files", 0).entries()).hasSize(LENGTH);
    }

    @Test
    void whatIsHereAlreadyIsNotReplaced() {
        // Given
        var former = new MemoryLog(config(LENGTH), () -> now);
        append(former, TOPIC, "a", "b");
        log(config(LENGTH));
        var here = append(log, TOPIC, "c");
        // When
        log.adopt(TOPIC, former.surrender(TOPIC));
        // Then
        assertThat(append(log, TOPIC, "d").epoch()).isEqualTo(here.epoch());
    }
}
