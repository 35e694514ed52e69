package dev.trestle.gateway;

import static dev.trestle.gateway.TopicClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A subscriber that trusts nobody: it keeps what it saw and what it was told of, and refuses anything out of turn. */
final class TopicReader {

    /** Where it stands in one topic, and since when. */
    private static final class Line {
        private String epoch;
        private long seq;
        private boolean subscribed;
    }

    private final List<String> topics;
    private final Map<String, Line> lines = new HashMap<>();
    private final Map<String, String> seen = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private TopicClient client;
    private int gaps;
    private int recoveries;
    private int losses;

    TopicReader(List<String> topics) {
        this.topics = topics;
        topics.forEach(topic -> lines.put(topic, new Line()));
    }

    static String key(String topic, JsonObject place) {
        return topic + " " + place.getString("epoch") + " " + place.getLong("seq");
    }

    private static String key(String topic, Line line, long seq) {
        return topic + " " + line.epoch + " " + seq;
    }

    /** It has a new connection; what it was subscribed to, it is no more. */
    void connected(TopicClient fresh) {
        client = fresh;
        lines.values().forEach(line -> line.subscribed = false);
    }

    void subscribe(String topic) {
        var line = lines.get(topic);
        if (line.subscribed) {
            unsubscribe(topic);
        }
        int id = line.epoch == null
                ? client.send("topic.subscribe", "topic", topic)
                : client.send("topic.subscribe", "topic", topic, "since", place(line));
        var answer = client.answer(id).getJsonObject("result");
        takeKept();
        boolean asked = line.epoch != null;
        if (answer.getBoolean("recovered")) {
            recoveries++;
            assertThat(answer.getString("epoch")).isEqualTo(line.epoch);
        } else {
            losses += asked ? 1 : 0;
            lose(topic, line, answer);
        }
        line.subscribed = true;
    }

    private static JsonObject place(Line line) {
        return object("epoch", line.epoch, "seq", line.seq);
    }

    private void lose(String topic, Line line, JsonObject now) {
        line.epoch = now.getString("epoch");
        for (long seq = line.seq + 1; seq <= now.getLong("seq"); seq++) {
            told.add(key(topic, line, seq));
        }
        line.seq = now.getLong("seq");
    }

    void unsubscribe(String topic) {
        client.call("topic.unsubscribe", "topic", topic);
        takeKept();
        lines.get(topic).subscribed = false;
    }

    void look() {
        client.soFar().forEach(this::take);
    }

    private void takeKept() {
        client.kept().forEach(this::take);
    }

    void readToTheEnd() {
        for (var topic : topics) {
            long end = client.call("topic.history", "topic", topic, "limit", 1).getLong("seq");
            while (lines.get(topic).seq < end) {
                take(client.notification());
            }
        }
        takeKept();
    }

    private void take(JsonObject notification) {
        var params = notification.getJsonObject("params");
        var topic = params.getString("topic");
        var line = lines.get(topic);
        assertThat(line.subscribed)
                .as("subscribed to what comes: %s", notification)
                .isTrue();
        assertThat(params.getString("epoch")).isEqualTo(line.epoch);
        if (notification.getString("method").equals("topic.gap")) {
            gaps++;
            assertThat(params.getLong("from")).isEqualTo(line.seq + 1);
            assertThat(params.getLong("to")).isGreaterThan(line.seq);
            lose(topic, line, object("epoch", line.epoch, "seq", params.getLong("to")));
        } else {
            assertThat(params.getLong("seq")).as(notification.encode()).isEqualTo(line.seq + 1);
            line.seq++;
            var before = seen.put(key(topic, line, line.seq), String.valueOf(params.getValue("data")));
            assertThat(before).as("seen once: %s", notification).isNull();
        }
    }

    String counts() {
        return seen.size() + " seen, " + told.size() + " told of, " + gaps + " gaps, " + recoveries + " recoveries, "
                + losses + " not recovered";
    }

    /** Whatever was {@code acknowledged} was seen as it was published, or is known to be lost. */
    void assertTold(Map<String, String> acknowledged) {
        acknowledged.forEach((place, data) -> assertThat(seen.getOrDefault(place, told.contains(place) ? data : null))
                .as(place)
                .isEqualTo(data));
        assertThat(seen).isNotEmpty();
    }
}
