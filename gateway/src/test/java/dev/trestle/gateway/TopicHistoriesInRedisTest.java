package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Random publishers, and subscribers who come, go and come back, while Redis is killed, hangs, and comes back with all, with
 * less or with nothing: every event that was acknowledged is seen exactly once, in order, or the subscriber was told that it
 * would not be. What was not acknowledged may be there or not. {@code -Dtrestle.events} makes it longer, {@code -Dtrestle.seed}
 * makes its choices again, {@code -Dtrestle.gateways=2} has everybody come to either of two gateways.
 */
class TopicHistoriesInRedisTest {

    private static final List<String> TOPICS = List.of("topic/a", "circle/b", "topic/c");
    private static final int PUBLISHERS = 3;
    private static final int SUBSCRIBERS = 4;
    private static final int TROUBLES = 6;
    private static final int GATEWAYS = Integer.getInteger("trestle.gateways", 1);
    private static final int EVENTS = Integer.getInteger("trestle.events", 4_000);

    @TempDir
    private static Path folder;

    private final long seed = Long.getLong("trestle.seed", System.nanoTime());
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicReference<Throwable> broken = new AtomicReference<>();
    private final AtomicInteger troubles = new AtomicInteger();
    private final CountDownLatch calm = new CountDownLatch(1);

    private enum Trouble {
        KILLED,
        HANGS,
        LESS,
        NOTHING
    }

    private record Sent(int id, String topic, String data) {}

    private boolean goesOn() {
        return broken.get() == null && (acknowledged.size() < EVENTS || troubles.get() < TROUBLES);
    }

    private TopicReader publish(List<TestGateway> gateways, int number) {
        var random = new Random(seed + number);
        try (var client = TopicClient.of(gateways.get(number % gateways.size()))) {
            for (int i = 0; goesOn(); ) {
                var sent = new ArrayList<Sent>();
                for (int many = random.nextInt(20); many >= 0; many--) {
                    var topic = TOPICS.get(random.nextInt(TOPICS.size()));
                    var data = number + "-" + i++ + "x".repeat(random.nextInt(50));
                    int id = client.send("topic.publish", "topic", topic, "event", "e", "data", data);
                    sent.add(new Sent(id, topic, data));
                }
                sent.forEach(one -> look(client, one));
            }
        }
        return null;
    }

    private void look(TopicClient client, Sent sent) {
        var answer = client.answer(sent.id());
        if (answer.containsKey("result")) {
            var before = acknowledged.put(TopicReader.key(sent.topic(), answer.getJsonObject("result")), sent.data());
            assertThat(before).as("a place is given out once").isNull();
        } else {
            assertThat(answer.getJsonObject("error").getJsonObject("data").getString("code"))
                    .isEqualTo("UNAVAILABLE");
            unanswered.incrementAndGet();
        }
    }

    private TopicReader follow(List<TestGateway> gateways, int number) throws InterruptedException {
        var random = new Random(seed - number - 1);
        var reader = new TopicReader(TOPICS);
        while (goesOn()) {
            try (var client = TopicClient.of(gateways.get(random.nextInt(gateways.size())))) {
                reader.connected(client);
                for (int turn = random.nextInt(200); turn >= 0 && goesOn(); turn--) {
                    var topic = TOPICS.get(random.nextInt(TOPICS.size()));
                    switch (random.nextInt(30)) {
                        case 0 -> reader.unsubscribe(topic);
                        case 1, 2, 3 -> reader.subscribe(topic);
                        default -> reader.look();
                    }
                }
            }
        }
        calm.await();
        try (var client = TopicClient.of(gateways.get(0))) {
            reader.connected(client);
            TopicsInRedisTest.awaitRedis(client);
            TOPICS.forEach(reader::subscribe);
            reader.readToTheEnd();
        }
        return reader;
    }

    private TopicReader trouble(TestGateway gateway, RedisServer redis) {
        var random = new Random(seed);
        var kinds = new ArrayList<>(List.of(Trouble.values()));
        kinds.addAll(List.of(Trouble.KILLED, Trouble.LESS));
        Collections.shuffle(kinds, random);
        try (var client = TopicClient.of(gateway)) {
            while (goesOn()) {
                redis.keep();
                int until = acknowledged.size() + 100 + random.nextInt(EVENTS / 8);
                while (acknowledged.size() < until && goesOn()) {
                    client.call("session.ping");
                }
                switch (kinds.get(troubles.get() % kinds.size())) {
                    case KILLED -> {
                        redis.kill();
                        redis.begin();
                    }
                    case LESS -> redis.loseWhatCameAfter();
                    case NOTHING -> redis.loseAll();
                    case HANGS -> {
                        redis.signal("STOP");
                        client.ask("topic.publish", "topic", TOPICS.get(0), "event", "e");
                        redis.signal("CONT");
                    }
                }
                troubles.incrementAndGet();
                TopicsInRedisTest.awaitRedis(client);
            }
        } finally {
            calm.countDown();
        }
        return null;
    }

    @Test
    void everyAcknowledgedEventIsSeenOnceInOrderOrIsToldToBeLost() throws Exception {
        // Given
        var pool = Executors.newFixedThreadPool(PUBLISHERS + SUBSCRIBERS + 1);
        try (var redis = RedisServer.start(folder);
                var cluster = new TestCluster("redis.url", redis.url(), "gateway.eventLoops", "2")) {
            var gateways = GATEWAYS == 1
                    ? List.of(cluster.alone())
                    : Stream.generate(cluster::add).limit(GATEWAYS).toList();
            for (var gateway : gateways) {
                try (var client = TopicClient.of(gateway)) {
                    TopicsInRedisTest.awaitRedis(client);
                }
            }
            // When
            var work = new ArrayList<Callable<TopicReader>>();
            work.add(() -> trouble(gateways.get(0), redis));
            for (int i = 0; i < SUBSCRIBERS; i++) {
                int number = i;
                work.add(() -> follow(gateways, number));
            }
            for (int i = 0; i < PUBLISHERS; i++) {
                int number = i;
                work.add(() -> publish(gateways, number));
            }
            var readers = new ArrayList<TopicReader>();
            var all = work.stream().map(this::watched).toList();
            for (var done : pool.invokeAll(all, 120 + EVENTS / 200, TimeUnit.SECONDS)) {
                var reader = done.get();
                if (reader != null) {
                    readers.add(reader);
                }
            }
            // Then
            report(readers);
            assertThat(broken.get()).as("with seed " + seed).isNull();
            assertThat(readers).hasSize(SUBSCRIBERS).allSatisfy(reader -> reader.assertTold(acknowledged));
        } finally {
            pool.shutdownNow();
        }
    }

    /** When one fails, the others end. */
    private Callable<TopicReader> watched(Callable<TopicReader> work) {
        return () -> {
            try {
                return work.call();
            } catch (AssertionError | Exception failed) {
                broken.compareAndSet(null, failed);
                return null;
            }
        };
    }

    private void report(List<TopicReader> readers) {
        var log = LoggerFactory.getLogger(getClass());
        log.atInfo()
                .addKeyValue("seed", seed)
                .addKeyValue("acknowledged", acknowledged.size())
                .addKeyValue("refused", unanswered)
                .addKeyValue("troubles", troubles)
                .log("histories");
        readers.forEach(reader -> log.atInfo().log(reader.counts()));
    }
}
