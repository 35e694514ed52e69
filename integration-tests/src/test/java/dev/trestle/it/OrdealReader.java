package dev.trestle.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Follows all topics and trusts nobody: what comes must be the next event of each, or it is told what it missed. */
final class OrdealReader extends Visitor {

    private enum State {
        AWAY,
        ASKED,
        FOLLOWING
    }

    private static final class Following {
        private State state = State.AWAY;
        private String epoch;
        private int seq;
        private final BitSet seen = new BitSet();
        private final BitSet told = new BitSet();
    }

    private final Map<String, Following> topics = new HashMap<>();
    private Line current;
    private int recoveries;
    private int losses;
    private int gaps;

    OrdealReader(Ordeal ordeal, int number) {
        super(ordeal, ordeal.seed() - number);
        Ordeal.TOPICS.forEach(topic -> topics.put(topic, new Following()));
    }

    void run() {
        while (ordeal().goesOn()) {
            subscribe();
            pause(20 + random().nextInt(100));
            int chance = random().nextInt(400);
            if (chance == 0) {
                move();
            } else if (chance < 4) {
                again(oneOf(Ordeal.TOPICS));
            }
        }
    }

    /** Reads until it has all that there is. */
    void readToTheEnd() {
        while (!Ordeal.TOPICS.stream().allMatch(this::isAtTheEnd)) {
            ordeal().checkPatience(this::behind);
            subscribe();
            pause(50);
        }
    }

    private synchronized String behind() {
        return Ordeal.TOPICS.stream()
                .filter(topic -> !isAtTheEnd(topic))
                .map(name -> "%s, %s, epoch %s, at %d of %d"
                        .formatted(
                                name,
                                topics.get(name).state,
                                topics.get(name).epoch,
                                topics.get(name).seq,
                                ordeal().chronicle().last(name)))
                .toList()
                .toString();
    }

    private synchronized boolean isAtTheEnd(String topic) {
        return topics.get(topic).seq >= ordeal().chronicle().last(topic);
    }

    /** Follows what it does not follow yet. */
    private void subscribe() {
        var line = line();
        for (var topic : Ordeal.TOPICS) {
            boolean away;
            synchronized (this) {
                away = topics.get(topic).state == State.AWAY;
            }
            if (away) {
                ask(line, topic);
            }
        }
    }

    /** Subscribes once more on the same connection, from its place; without one, while nothing is answered yet, it does not. */
    private void again(String topic) {
        var line = line();
        synchronized (this) {
            if (topics.get(topic).state != State.FOLLOWING) {
                return;
            }
        }
        var left = call("topic.unsubscribe", Json.object("topic", topic));
        synchronized (this) {
            if (left != null && left.has("result") && line == current) {
                topics.get(topic).state = State.AWAY;
            }
        }
    }

    @Override
    synchronized void arrived() {
        topics.values().forEach(topic -> topic.state = State.AWAY);
    }

    private synchronized void ask(Line line, String name) {
        current = line;
        var topic = topics.get(name);
        topic.state = State.ASKED;
        var params = Json.object("topic", name);
        if (topic.epoch != null) {
            params.set("since", Json.object("epoch", topic.epoch, "seq", topic.seq));
        }
        line.ask("topic.subscribe", params).thenAccept(answer -> answered(line, name, answer));
    }

    private synchronized void answered(Line line, String name, JsonNode answer) {
        var topic = topics.get(name);
        if (line != current) {
            return;
        } else if (answer.has("error")) {
            topic.state = State.AWAY;
            return;
        }
        ordeal().attempt(() -> {
            var place = answer.get("result");
            if (place.get("recovered").asBoolean()) {
                require(place.get("epoch").asText().equals(topic.epoch), "recovered in another epoch: " + answer);
                recoveries++;
            } else {
                losses += topic.epoch == null ? 0 : 1;
                skip(name, topic, place.get("epoch").asText(), place.get("seq").asInt());
            }
            topic.state = State.FOLLOWING;
        });
    }

    private static void skip(String name, Following topic, String epoch, int to) {
        require(topic.epoch == null || topic.epoch.equals(epoch), name + " has another epoch");
        require(to >= topic.seq, name + " goes back from " + topic.seq + " to " + to);
        topic.epoch = epoch;
        topic.told.set(topic.seq + 1, to + 1);
        topic.seq = to;
    }

    @Override
    void told(JsonNode notice) {
        ordeal().attempt(() -> take(notice));
    }

    private synchronized void take(JsonNode notice) {
        var params = notice.get("params");
        var method = notice.get("method").asText();
        if (!method.startsWith("topic.") || topics.get(params.get("topic").asText()).state == State.AWAY) {
            // Of a connection that is given up.
            return;
        }
        var name = params.get("topic").asText();
        var topic = topics.get(name);
        if (method.equals("topic.gap")) {
            gaps++;
            require(params.get("from").asInt() == topic.seq + 1, "a gap that begins elsewhere: " + notice);
            skip(name, topic, params.get("epoch").asText(), params.get("to").asInt());
            return;
        }
        int seq = params.get("seq").asInt();
        require(params.get("epoch").asText().equals(topic.epoch), "in its epoch: " + notice);
        require(seq == topic.seq + 1, "next after " + topic.seq + ": " + notice);
        topic.seq = seq;
        topic.seen.set(seq);
        if (!params.get("event").asText().startsWith("presence.")) {
            var data = params.get("data").asText();
            ordeal().chronicle().seen(name, topic.epoch, seq, data.substring(0, data.indexOf(' ')));
        }
    }

    private static void require(boolean fact, String otherwise) {
        if (!fact) {
            throw new AssertionError(otherwise);
        }
    }

    /** Whatever publishers know to be in the log it has seen, or knows that it has not. */
    void check() {
        topics.forEach((name, topic) -> {
            int last = ordeal().chronicle().last(name);
            for (int seq = 1; seq <= last; seq++) {
                boolean known = topic.seen.get(seq) || topic.told.get(seq);
                require(known || !ordeal().chronicle().isAcknowledged(name, seq), name + " " + seq + " never came");
            }
        });
    }

    String counts() {
        int seen = topics.values().stream()
                .mapToInt(topic -> topic.seen.cardinality())
                .sum();
        int told = topics.values().stream()
                .mapToInt(topic -> topic.told.cardinality())
                .sum();
        return "%,d seen, %,d told of, %d recoveries, %d not recovered, %d gaps, %d connections"
                .formatted(seen, told, recoveries, losses, gaps, moves());
    }

    /** How often it missed something, once it had begun. */
    int missed() {
        return losses + gaps;
    }
}
