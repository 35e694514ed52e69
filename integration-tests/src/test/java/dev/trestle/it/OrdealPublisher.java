package dev.trestle.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;

/** Publishes bursts of events, each once: what was refused or went unanswered may be in the log or not. */
final class OrdealPublisher extends Visitor {

    private static final int BURST = 40;

    private record Sent(String topic, String event, CompletableFuture<JsonNode> answer) {}

    private final int number;
    private int events;
    private int unknown;

    OrdealPublisher(Ordeal ordeal, int number) {
        super(ordeal, ordeal.seed() + number);
        this.number = number;
    }

    /** Of how many events it does not know whether they happened. */
    int unknown() {
        return unknown;
    }

    void run() {
        while (ordeal().goesOn()) {
            var sent = new ArrayList<Sent>();
            var line = line();
            for (int many = 1 + random().nextInt(BURST); many > 0; many--) {
                var topic = oneOf(Ordeal.TOPICS);
                var event = number + "-" + ++events;
                var data = event + " " + "x".repeat(random().nextInt(30));
                var params = Json.object("topic", topic, "event", "e", "data", data);
                sent.add(new Sent(topic, event, line.ask("topic.publish", params)));
            }
            sent.forEach(this::take);
            if (random().nextInt(500) == 0) {
                move();
            }
            ordeal().paced();
        }
    }

    private void take(Sent sent) {
        var answer = answer(sent.answer());
        if (answer == null || answer.has("error")) {
            unknown++;
            return;
        }
        var place = answer.get("result");
        ordeal().chronicle()
                .acknowledged(
                        sent.topic(),
                        place.get("epoch").asText(),
                        place.get("seq").asInt(),
                        sent.event());
    }
}
