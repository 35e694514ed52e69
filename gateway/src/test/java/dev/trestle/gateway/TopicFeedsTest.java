package dev.trestle.gateway;

import static dev.trestle.gateway.TestGateway.await;
import static dev.trestle.gateway.TestGateway.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Operations;
import dev.trestle.bus.Publisher.Event;
import dev.trestle.wire.Empty;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Feeds;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who feeds a topic hears that it is followed; clients cannot tell them. */
class TopicFeedsTest {

    private static final String FILES = "workspace/default/files";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Future<Empty> answer = Future.succeededFuture(new Empty());
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start("topics.lingerMs", "400");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void serve() {
        await(Operations.of(gateway.node(), "fs", Set.of("default"))
                .serve(Feeds.FS, (follow, call) -> {
                    asked.add(call.workspace() + " " + follow.kind() + " " + follow.leaseMs());
                    return answer;
                })
                .start());
    }

    @Test
    void aSubscriptionIsAnsweredOnceTheTopicIsFed() {
        // Given
        serve();
        Promise<Empty> ready = Promise.promise();
        answer = ready.future();
        try (var one = TopicClient.of(gateway);
                var two = TopicClient.of(gateway)) {
            // When
            int first = one.send("topic.subscribe", "topic", FILES);
            int second = two.send("topic.subscribe", "topic", FILES);
            until(() -> !asked.isEmpty());
            // Then
            assertThat(one.soFar()).noneMatch(frame -> frame.containsKey("result"));
            ready.complete(new Empty());
            assertThat(one.answer(first).containsKey("result")).isTrue();
            assertThat(two.answer(second).containsKey("result")).isTrue();
            assertThat(asked.get(0)).isEqualTo("default files 400");
        }
    }

    @Test
    void itIsAskedForAgainAndAgainUntilTheLastHasLeft() {
        // Given
        serve();
        try (var one = TopicClient.of(gateway);
                var two = TopicClient.of(gateway)) {
            one.call("topic.subscribe", "topic", FILES);
            two.call("topic.subscribe", "topic", FILES);
            one.call("topic.unsubscribe", "topic", FILES);
            // Then
            int before = asked.size();
            until(() -> asked.size() > before + 2);
        }
        // When
        try (var other = TopicClient.of(gateway)) {
            other.call("topic.subscribe", "topic", "workspace/default/search");
            until(() -> asked.get(asked.size() - 1).contains("search"));
            asked.clear();
            // Then
            until(() -> asked.size() > 3);
            assertThat(asked).containsOnly("default search 400");
        }
    }

    @Test
    void aServiceThatComesLaterHearsOfIt() {
        try (var client = TopicClient.of(gateway)) {
            // Given
            client.call("topic.subscribe", "topic", FILES);
            // When
            serve();
            // Then
            until(() -> !asked.isEmpty());
        }
    }

    @Test
    void aServiceThatFailsOrNeverAnswersHoldsNobodyUp() {
        // Given
        serve();
        answer = Future.failedFuture(new Failure(ErrorCode.UNAVAILABLE, "no"));
        try (var client = TopicClient.of(gateway)) {
            client.call("topic.subscribe", "topic", FILES);
            // When
            answer = Promise.<Empty>promise().future();
            long start = System.nanoTime();
            client.call("topic.subscribe", "topic", "workspace/default/search");
            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void aTopicThatNobodyFeedsIsFollowedAtOnce() {
        // Given
        serve();
        try (var client = TopicClient.of(gateway)) {
            // When
            client.call("topic.subscribe", "topic", "workspace/default/diagnostics");
            client.call("topic.subscribe", "topic", "topic/a");
            client.call("topic.subscribe", "topic", "circle/files");
            // Then
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void noClientCanAskForIt() {
        // Given
        serve();
        try (var client = TopicClient.of(gateway)) {
            // Then
            assertThat(client.code("fs.feed", "kind", "files", "leaseMs", 1)).isEqualTo("UNKNOWN_OPERATION");
            assertThat(client.call("session.operations").getJsonArray("operations"))
                    .doesNotContain("fs.feed");
        }
        TestGateway.assertError(
                gateway.call("fs.feed", "{\"kind\":\"files\",\"leaseMs\":1}"), 404, "UNKNOWN_OPERATION");
    }

    @Test
    void eventsThatArePublishedTogetherComeInOrder() {
        try (var client = TopicClient.of(gateway)) {
            // Given
            client.call("topic.subscribe", "topic", FILES);
            var events = IntStream.range(0, 500)
                    .mapToObj(number -> new Event("e" + number % 3, number))
                    .toList();
            // When
            var place = await(gateway.node().publisher("fs").publish(FILES, events));
            // Then
            var heard = client.events(500);
            for (int i = 0; i < 500; i++) {
                assertThat(heard.get(i).getLong("seq")).isEqualTo(i + 1);
                assertThat(heard.get(i).getInteger("data")).isEqualTo(i);
            }
            assertThat(place.seq()).isEqualTo(500);
        }
    }
}
