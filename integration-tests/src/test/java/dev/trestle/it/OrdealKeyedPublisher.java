package dev.trestle.it;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Publishes several events at once over HTTP, under a key, and again under the same key until it knows that they are in the
 * log: they must be there once.
 */
final class OrdealKeyedPublisher extends Visitor {

    private static final int BATCH = 40;
    private static final Set<Integer> LATER = Set.of(429, 503, 504);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final int number;
    private int events;
    private int repetitions;

    OrdealKeyedPublisher(Ordeal ordeal, int number) {
        super(ordeal, ordeal.seed() + number);
        this.number = number;
    }

    /** How often it had to ask again. */
    int repetitions() {
        return repetitions;
    }

    void run() {
        while (ordeal().goesOn()) {
            var topic = oneOf(Ordeal.TOPICS);
            var batch = Stream.generate(() -> number + "-" + ++events)
                    .limit(1 + random().nextInt(BATCH))
                    .toList();
            publish(topic, batch);
            ordeal().paced();
        }
    }

    private void publish(String topic, List<String> batch) {
        var body = Json.value(batch.stream()
                        .map(event -> Json.object("event", "e", "data", event + " "))
                        .toList())
                .toString();
        HttpResponse<String> response;
        for (response = post(topic, batch.get(0), body); response == null; response = post(topic, batch.get(0), body)) {
            repetitions++;
            ordeal().checkPatience(() -> "an answer about " + batch.get(0));
            pause(20);
        }
        var last = Json.of(response.body());
        for (int i = 0; i < batch.size(); i++) {
            int seq = last.get("seq").asInt() - batch.size() + 1 + i;
            ordeal().chronicle().acknowledged(topic, last.get("epoch").asText(), seq, batch.get(i));
        }
    }

    /** {@code null} when it is to be asked again. */
    private HttpResponse<String> post(String topic, String key, String body) {
        var request = HttpRequest.newBuilder(oneOf(ordeal().fleet().gateways()).http("/api/v1/topics/" + topic))
                .header("Authorization", "Bearer " + StartedTrestle.TOKEN)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .timeout(Duration.ofSeconds(5))
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (!LATER.contains(response.statusCode()) && response.statusCode() / 100 != 2) {
                throw new AssertionError("no trouble makes this: " + response.statusCode() + " " + response.body());
            }
            return response.statusCode() / 100 == 2 ? response : null;
        } catch (IOException gone) {
            return null;
        } catch (InterruptedException cause) {
            throw new AssertionError(cause);
        }
    }
}
