package dev.trestle.gateway.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.config.TopicsConfig;
import dev.trestle.gateway.topic.TopicLog.Appended;
import dev.trestle.gateway.topic.TopicLog.Page;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every log of topics keeps to, wherever it keeps its events. */
abstract class TopicLogContract {

    static final int LENGTH = 8;
    static final String TOPIC = "topic/a";

    /** How long events are kept, in milliseconds. */
    abstract int age();

    TopicsConfig config(int length) {
        return new TopicsConfig(
                100, 100, 65_536, length, 2 * length, age(), 20 * age(), 1 << 20, 65_536, 100, 100, 1_000);
    }

    /** A new log. */
    abstract TopicLog log(TopicsConfig config);

    /** What {@code call}, made where calls are made, yields. */
    abstract <T> T on(Supplier<Future<T>> call);

    /** Lets events grow older. */
    abstract void pass(long milliseconds);

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Position append(TopicLog log, String topic, String... texts) {
        var bodies = Stream.of(texts).map(TopicLogContract::bytes).toList();
        return on(() -> log.append(topic, bodies, null)).last();
    }

    static IdempotencyKeys.Key key(String who, String topic, String name, String content) {
        return IdempotencyKeys.Key.of(who, topic, name, List.of(Publication.of(topic, "e", bytes(content))));
    }

    Appended append(TopicLog log, IdempotencyKeys.Key key, String... texts) {
        var bodies = Stream.of(texts).map(TopicLogContract::bytes).toList();
        return on(() -> log.append(key.name().topic(), bodies, key));
    }

    Page read(TopicLog log, String topic, long after, int limit, int bytes) {
        return on(() -> log.read(topic, after, limit, bytes));
    }

    Page read(TopicLog log, String topic, long after) {
        return read(log, topic, after, 1_000, 1 << 20);
    }

    void hold(TopicLog log, String topic) {
        on(() -> {
            log.hold(topic);
            return Future.succeededFuture();
        });
    }

    static List<String> texts(Page page) {
        return page.entries().stream()
                .map(entry -> new String(entry.body(), StandardCharsets.UTF_8))
                .toList();
    }

    static List<Long> numbers(Page page) {
        return page.entries().stream().map(TopicLog.Entry::seq).toList();
    }

    @Test
    void eventsAreNumberedFromOneWithoutAHoleInOneEpoch() {
        // Given
        var log = log(config(LENGTH));
        // When
        var places =
                IntStream.range(0, 5).mapToObj(i -> append(log, TOPIC, "e" + i)).toList();
        // Then
        assertThat(places.stream().map(Position::seq)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(places.stream().map(Position::epoch).distinct()).hasSize(1);
        assertThat(places.get(0).epoch()).matches("[a-z0-9.-]{4,64}");
    }

    @Test
    void eventsAreReadAsTheyWereAppended() {
        // Given
        var log = log(config(LENGTH));
        var end = append(log, TOPIC, "a", "", "c\u0000\"é€😀", "d");
        // When
        var all = read(log, TOPIC, 0);
        var some = read(log, TOPIC, 2);
        // Then
        assertThat(texts(all)).containsExactly("a", "", "c\u0000\"é€😀", "d");
        assertThat(numbers(all)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(new Position(all.epoch(), all.last())).isEqualTo(end);
        assertThat(all.first()).isEqualTo(1);
        assertThat(texts(some)).containsExactly("c\u0000\"é€😀", "d");
        assertThat(numbers(some)).containsExactly(3L, 4L);
    }

    @Test
    void aPageHasALimitOfEventsAndOneOfBytesAndAtLeastOneEvent() {
        // Given
        var log = log(config(LENGTH));
        append(log, TOPIC, "aaaa", "bbbb", "cccc", "dddd");
        // Then
        assertThat(texts(read(log, TOPIC, 0, 2, 1_000))).containsExactly("aaaa", "bbbb");
        assertThat(texts(read(log, TOPIC, 1, 10, 8))).containsExactly("bbbb", "cccc");
        assertThat(texts(read(log, TOPIC, 2, 10, 1))).containsExactly("cccc");
        assertThat(texts(read(log, TOPIC, 0, 0, 1))).isEmpty();
    }

    @Test
    void nothingIsBehindTheEnd() {
        // Given
        var log = log(config(LENGTH));
        append(log, TOPIC, "a", "b");
        // Then
        for (long after : new long[] {2, 3, Long.MAX_VALUE}) {
            var page = read(log, TOPIC, after);
            assertThat(page.entries()).isEmpty();
            assertThat(page.first()).isEqualTo(1);
            assertThat(page.last()).isEqualTo(2);
        }
    }

    @Test
    void onlyTheLastEventsAreKept() {
        // Given
        var log = log(config(LENGTH));
        // When
        IntStream.range(0, 20).forEach(i -> append(log, TOPIC, "e" + i));
        // Then
        var page = read(log, TOPIC, 0);
        assertThat(page.first()).isEqualTo(13);
        assertThat(page.last()).isEqualTo(20);
        assertThat(numbers(page))
                .isEqualTo(LongStream.rangeClosed(13, 20).boxed().toList());
        assertThat(texts(page)).startsWith("e12").endsWith("e19");
    }

    @Test
    void aBatchLongerThanWhatIsKeptIsNumberedAll() {
        // Given
        var log = log(config(LENGTH));
        // When
        var end =
                append(log, TOPIC, IntStream.range(0, 30).mapToObj(i -> "e" + i).toArray(String[]::new));
        // Then
        assertThat(end.seq()).isEqualTo(30);
        assertThat(read(log, TOPIC, 0).first()).isEqualTo(23);
    }

    @Test
    void nothingNeedBeKept() {
        // Given
        var log = log(config(0));
        hold(log, TOPIC);
        // When
        append(log, TOPIC, "a");
        var end = append(log, TOPIC, "b");
        // Then
        assertThat(end.seq()).isEqualTo(2);
        assertThat(read(log, TOPIC, 0).entries()).isEmpty();
        assertThat(read(log, TOPIC, 0).first()).isEqualTo(3);
    }

    @Test
    void topicsDoNotMix() {
        // Given
        var log = log(config(LENGTH));
        // When
        append(log, "topic/a", "a1");
        append(log, "topic/b", "b1");
        append(log, "topic/a", "a2");
        // Then
        assertThat(texts(read(log, "topic/a", 0))).containsExactly("a1", "a2");
        assertThat(texts(read(log, "topic/b", 0))).containsExactly("b1");
    }

    @Test
    void aTopicOnWhichNothingWasPublishedIsEmptyAndGoesOnAsItSaid() {
        // Given
        var log = log(config(LENGTH));
        hold(log, TOPIC);
        // When
        var before = read(log, TOPIC, 0);
        var first = append(log, TOPIC, "a");
        // Then
        assertThat(before.entries()).isEmpty();
        assertThat(before.last()).isZero();
        assertThat(before.first()).isEqualTo(1);
        assertThat(first).isEqualTo(new Position(before.epoch(), 1));
    }

    @Test
    void oldEventsAreNotKept() {
        // Given
        var log = log(config(LENGTH));
        append(log, TOPIC, "old", "older");
        pass(age() / 2 + 50);
        append(log, TOPIC, "new");
        // When
        pass(age() / 2);
        // Then
        var page = read(log, TOPIC, 0);
        assertThat(texts(page)).containsExactly("new");
        assertThat(page.first()).isEqualTo(3);
    }

    @Test
    void theTranscriptOfASessionIsKeptLonger() {
        // Given
        var log = log(config(LENGTH));
        append(log, "agent/a@n", "live");
        append(log, "agent/a@n/transcript", "whole");
        // When
        pass(2 * age());
        on(() -> {
            log.tidy();
            return Future.succeededFuture();
        });
        // Then
        assertThat(texts(read(log, "agent/a@n", 0))).isEmpty();
        assertThat(texts(read(log, "agent/a@n/transcript", 0))).containsExactly("whole");
    }

    @Test
    void aFollowedTopicGoesOnWhenNothingOfItIsKept() {
        // Given
        var log = log(config(LENGTH));
        hold(log, TOPIC);
        var before = append(log, TOPIC, "a", "b");
        // When
        pass(age() + 50);
        // Then
        assertThat(read(log, TOPIC, 0).entries()).isEmpty();
        assertThat(append(log, TOPIC, "c")).isEqualTo(new Position(before.epoch(), 3));
    }

    @Test
    void noOtherEventIsEverFoundUnderAKnownNumber() {
        // Given
        var log = log(config(LENGTH));
        var before = append(log, TOPIC, "a");
        pass(2 * age());
        // When
        var after = append(log, TOPIC, "b");
        // Then
        assertThat(after.epoch().equals(before.epoch()) && after.seq() <= before.seq())
                .isFalse();
        assertThat(read(log, TOPIC, 0).follows(new Position(before.epoch(), 0))).isFalse();
    }

    /** The code with which {@code call} fails, or {@code null}. */
    ErrorCode codeOf(Supplier<Future<?>> call) {
        return on(() -> call.get().map((ErrorCode) null).otherwise(cause -> ((Failure) cause).code()));
    }

    @Test
    void theSameKeyAppendsOnceAndIsAnsweredAsTheFirst() {
        // Given
        var log = log(config(LENGTH));
        var first = append(log, key("ann", TOPIC, "k", "1"), "a", "b");
        append(log, TOPIC, "c");
        // When
        var second = append(log, key("ann", TOPIC, "k", "1"), "a", "b");
        // Then
        assertThat(first.repeated()).isFalse();
        assertThat(second).isEqualTo(new Appended(first.last(), true));
        assertThat(texts(read(log, TOPIC, 0))).containsExactly("a", "b", "c");
    }

    @Test
    void aKeyIsOfOnePublisherAndOneTopic() {
        // Given
        var log = log(config(LENGTH));
        append(log, key("ann", TOPIC, "b:k", "1"), "a");
        // When
        var other = append(log, key("ann:b", TOPIC, "k", "1"), "b");
        append(log, key("ann", "topic/b", "b:k", "1"), "c");
        // Then
        assertThat(other.repeated()).isFalse();
        assertThat(texts(read(log, TOPIC, 0))).containsExactly("a", "b");
        assertThat(texts(read(log, "topic/b", 0))).containsExactly("c");
    }

    @Test
    void aKeyThatWasUsedForSomethingElseIsAConflict() {
        // Given
        var log = log(config(LENGTH));
        append(log, key("ann", TOPIC, "k", "1"), "a");
        // When
        var code = codeOf(() -> log.append(TOPIC, List.of(bytes("b")), key("ann", TOPIC, "k", "2")));
        // Then
        assertThat(code).isEqualTo(ErrorCode.CONFLICT);
        assertThat(texts(read(log, TOPIC, 0))).containsExactly("a");
    }
}
