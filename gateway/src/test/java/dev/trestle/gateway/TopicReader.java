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
    /** Where it was when it left an epoch of a topic. */
    private final Map<String, Long> left = new HashMap<>();

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
        if (answer == null) {
            // The log is away.
            return;
        }
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
        var epoch = now.getString("epoch");
        if (!epoch.equals(line.epoch)) {
            assertThat(left).as("an epoch that was left is over").doesNotContainKey(topic + " " + epoch);
            if (line.epoch != null) {
                left.put(topic + " " + line.epoch, line.seq);
            }
            line.epoch = epoch;
            line.seq = 0;
        }
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
            var end = client.call("topic.history", "topic", topic, "limit", 1);
            var line = lines.get(topic);
            while (!end.getString("epoch").equals(line.epoch) || line.seq < end.getLong("seq")) {
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
        boolean sameEpoch = params.getString("epoch").equals(line.epoch);
        if (notification.getString("method").equals("topic.gap")) {
            gaps++;
            assertThat(params.getLong("from")).isEqualTo(sameEpoch ? line.seq + 1 : 1);
            assertThat(params.getLong("to")).isGreaterThan(sameEpoch ? line.seq : -1);
            lose(topic, line, object("epoch", params.getString("epoch"), "seq", params.getLong("to")));
        } else {
            assertThat(sameEpoch).as("in its epoch: %s", notification).isTrue();
            assertThat(params.getLong("seq")).as(notification.encode()).isEqualTo(line.seq + 1);
            line.seq++;
            var before = seen.put(key(topic, line, line.seq), String.valueOf(params.getValue("data")));
            assertThat(before).as("seen once: %s", notification).isNull();
        }
    }

    String counts() {
        return seen.size() + " seen, " + told.size() + " told of, " + gaps + " gaps, " + recoveries + " recoveries, "
                + losses + " not recovered, " + left.size() + " epochs left";
    }

    /** Whatever was {@code acknowledged} was seen as it was published, or is known to be lost. */
    void assertTold(Map<String, String> acknowledged) {
        acknowledged.forEach((place, data) -> assertThat(seen.getOrDefault(place, knowsItIsLost(place) ? data : null))
                .as(place)
                .isEqualTo(data));
        assertThat(seen).isNotEmpty();
    }

    private boolean knowsItIsLost(String place) {
        var parts = place.split(" ");
        var there = left.get(parts[0] + " " + parts[1]);
        boolean elsewhere = there == null && !parts[1].equals(lines.get(parts[0]).epoch);
        return told.contains(place) || elsewhere || there != null && Long.parseLong(parts[2]) > there;
    }
}
