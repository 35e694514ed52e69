package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two gateways and two workers in network namespaces; the network between two of them and the other two is cut, and healed. */
class SplitIT {

    private static final Logger LOGGER = LoggerFactory.getLogger(SplitIT.class);

    /** What the cluster takes to notice, and a busy machine to tell. */
    private static final Duration DETECTION = Duration.ofSeconds(15);

    private static final Duration MERGE = Duration.ofSeconds(60);

    private static final int CALLS = 40;

    @TempDir
    private Path folder;

    private Fleet fleet;

    @BeforeEach
    void start() {
        assumeTrue(Wires.available(), "partitions are not tested here: network namespaces need root");
        fleet = new Fleet(folder, 2, 2, NemesisIT.SETTINGS);
        fleet.awaitOneDirectory(Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        if (fleet != null) {
            fleet.close();
        }
    }

    @Test
    void bothHalvesServeAndAfterwardsThereIsOneDirectoryWithoutAnythingStale() {
        // Given
        var before = Fleet.list(fleet.gateways().get(0));
        var aside = List.of(fleet.gateways().get(1), fleet.workers().get(1));
        // When
        fleet.wires().part(aside.stream().map(FleetNode::number).toList());
        long cut = System.nanoTime();
        for (var gateway : fleet.gateways()) {
            await().atMost(DETECTION).until(() -> Fleet.list(gateway).size() == 2);
            await().atMost(DETECTION).until(() -> isOk(write(gateway, "half-" + gateway.number(), "cut off")));
        }
        LOGGER.info("both halves serve {} ms after the cut", sinceMs(cut));
        fleet.wires().heal();
        long healed = System.nanoTime();
        fleet.awaitOneDirectory(MERGE);
        LOGGER.info("one directory {} ms after the heal", sinceMs(healed));
        for (var gateway : fleet.gateways()) {
            await().atMost(MERGE).until(() -> isOk(write(gateway, "again", "healed")));
        }
        LOGGER.info("both gateways serve {} ms after the heal", sinceMs(healed));
        // Then
        assertThat(fleet.gateways())
                .allSatisfy(gateway -> assertThat(Fleet.list(gateway)).isEqualTo(before));
        assertThat(fleet.gateways()).allSatisfy(SplitIT::servesEveryCall);
        assertThat(fleet.work().resolve("half-0")).hasContent("cut off");
        assertThat(fleet.work().resolve("half-1")).hasContent("cut off");
        everyEventReachesTheOtherGateway();
    }

    /** A registration that has stayed would get some of these. */
    private static void servesEveryCall(FleetNode gateway) {
        IntStream.range(0, CALLS)
                .forEach(i -> assertThat(isOk(write(gateway, "after-" + i, "healed")))
                        .as("call " + i)
                        .isTrue());
    }

    private void everyEventReachesTheOtherGateway() {
        var one = fleet.gateways().get(0);
        var other = fleet.gateways().get(1);
        try (var client = Client.open(other.ws(), Http.OWNER)) {
            for (int i = 0; i < CALLS; i++) {
                client.call("topic.subscribe", "topic", "topic/" + i);
                var event = "{\"event\":\"e\",\"data\":" + i + "}";
                var published = Http.post(one.http("/api/v1/topics/topic/" + i), Http.OWNER, event);
                assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
                assertThat(event(client).at("/params/data").asInt()).isEqualTo(i);
            }
        }
    }

    private static JsonNode event(Client client) {
        JsonNode next;
        do {
            next = client.notification();
        } while (!next.at("/params/event").asText().equals("e"));
        return next;
    }

    private static long sinceMs(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }

    private static boolean isOk(int status) {
        return status == 200;
    }

    private static int write(FleetNode gateway, String path, String content) {
        var body = Json.object("workspace", "default", "path", path, "content", content);
        return Http.post(gateway.http("/api/v1/call/fs.write"), Http.OWNER, body.toString())
                .statusCode();
    }
}
