package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Random publishers and subscribers who come, go and come back: every event that was acknowledged is seen exactly once, in
 * order, or the subscriber was told that it would not be.
 */
class TopicHistoriesTest {

    private static final List<String> TOPICS = List.of("topic/a", "circle/b", "workspace/default/diagnostics");
    private static final int PUBLISHERS = 3;
    private static final int SUBSCRIBERS = 5;
    private static final int EVENTS = 1_500;

    private final long seed = Long.getLong("trestle.seed", System.nanoTime());
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger unpublished = new AtomicInteger(PUBLISHERS * EVENTS);

    private Void publish(TestGateway gateway, int number) {
        var random = new Random(seed + number);
        try (var client = TopicClient.of(gateway)) {
            var sent = new ArrayList<Sent>();
            for (int i = 0; i < EVENTS; i++) {
                var topic = TOPICS.get(random.nextInt(TOPICS.size()));
                var data = number + "-" + i + "x".repeat(random.nextInt(10) == 0 ? 3_000 : random.nextInt(50));
                int id = client.send("topic.publish", "topic", topic, "event", "e", "data", data);
                sent.add(new Sent(id, topic, data));
                if (random.nextInt(4) == 0 || i == EVENTS - 1) {
                    sent.forEach(one -> acknowledge(client, one));
                    sent.clear();
                }
                unpublished.decrementAndGet();
            }
        }
        return null;
    }

    private record Sent(int id, String topic, String data) {}

    private void acknowledge(TopicClient client, Sent sent) {
        var place = client.answer(sent.id()).getJsonObject("result");
        acknowledged.put(TopicReader.key(sent.topic(), place), sent.data());
    }

    private TopicReader follow(TestGateway gateway, int number) {
        var random = new Random(seed - number - 1);
        var reader = new TopicReader(TOPICS);
        while (unpublished.get() > 0) {
            try (var client = TopicClient.of(gateway)) {
                reader.connected(client);
                for (int turn = random.nextInt(40); turn >= 0 && unpublished.get() > 0; turn--) {
                    var topic = TOPICS.get(random.nextInt(TOPICS.size()));
                    switch (random.nextInt(8)) {
                        case 0 -> reader.unsubscribe(topic);
                        case 1, 2, 3 -> reader.subscribe(topic);
                        default -> reader.look();
                    }
                }
                // Sometimes the connection breaks with much that nobody has read.
            }
        }
        try (var client = TopicClient.of(gateway)) {
            reader.connected(client);
            TOPICS.forEach(reader::subscribe);
            reader.readToTheEnd();
        }
        return reader;
    }

    @Test
    void everyAcknowledgedEventIsSeenOnceInOrderOrIsToldToBeLost() throws Exception {
        // Given
        var pool = Executors.newFixedThreadPool(PUBLISHERS + SUBSCRIBERS);
        try (var gateway = TestGateway.start(
                "topics.historyLength",
                "100",
                "topics.queueBytes",
                "1024",
                "gateway.limits.queueBytes",
                "1024",
                "gateway.eventLoops",
                "3")) {
            // When
            var work = new ArrayList<Callable<TopicReader>>();
            for (int i = 0; i < SUBSCRIBERS; i++) {
                int number = i;
                work.add(() -> follow(gateway, number));
            }
            for (int i = 0; i < PUBLISHERS; i++) {
                int number = i;
                work.add(() -> {
                    publish(gateway, number);
                    return null;
                });
            }
            var readers = new ArrayList<TopicReader>();
            for (var done : pool.invokeAll(work, 60, TimeUnit.SECONDS)) {
                var reader = done.get();
                if (reader != null) {
                    readers.add(reader);
                }
            }
            // Then
            readers.forEach(reader -> LoggerFactory.getLogger(getClass())
                    .atInfo()
                    .addKeyValue("seed", seed)
                    .addKeyValue("acknowledged", acknowledged.size())
                    .log(reader.counts()));
            assertThat(acknowledged).hasSize(PUBLISHERS * EVENTS);
            assertThat(readers).hasSize(SUBSCRIBERS).allSatisfy(reader -> reader.assertTold(acknowledged));
        } finally {
            pool.shutdownNow();
        }
    }
}
