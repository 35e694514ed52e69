package dev.trestle.it;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of the lines of some topics: which event has which number, as publishers were answered and as subscribers
 * saw it. All must agree, an event has one place, and the epoch of each topic never changes, since its log is in a Redis
 * that nothing happens to. Any thread may call.
 */
final class Chronicle {

    /** One event by its number, as its publisher calls it; zero is unknown. */
    private static final class Topic {
        private String epoch;
        private String[] events = new String[1_024];
        private boolean[] acknowledged = new boolean[1_024];
        private int acknowledgements;
    }

    private final Map<String, Topic> topics = new HashMap<>();
    private final Map<String, String> places = new HashMap<>();

    Chronicle(List<String> names) {
        names.forEach(name -> topics.put(name, new Topic()));
    }

    /** {@code event} is at this place of the line: so says the log. */
    synchronized void seen(String topic, String epoch, int seq, String event) {
        var line = topics.get(topic);
        line.epoch = line.epoch == null ? epoch : line.epoch;
        if (!line.epoch.equals(epoch)) {
            throw new AssertionError(topic + " has gone from epoch " + line.epoch + " to " + epoch);
        }
        if (seq >= line.events.length) {
            line.events = Arrays.copyOf(line.events, Math.max(seq + 1, 2 * seq));
            line.acknowledged = Arrays.copyOf(line.acknowledged, line.events.length);
        }
        if (line.events[seq] == null) {
            line.events[seq] = event;
            var other = places.put(event, topic + " " + seq);
            if (other != null) {
                throw new AssertionError(event + " is at " + other + " and again at " + topic + " " + seq);
            }
        } else if (!line.events[seq].equals(event)) {
            throw new AssertionError(topic + " " + seq + " is " + line.events[seq] + " and " + event);
        }
    }

    /** As {@link #seen}, and its publisher knows. */
    synchronized void acknowledged(String topic, String epoch, int seq, String event) {
        seen(topic, epoch, seq, event);
        var line = topics.get(topic);
        line.acknowledgements += line.acknowledged[seq] ? 0 : 1;
        line.acknowledged[seq] = true;
    }

    /** Whether a publisher knows that there is an event at this place. */
    synchronized boolean isAcknowledged(String topic, int seq) {
        var line = topics.get(topic);
        return seq < line.acknowledged.length && line.acknowledged[seq];
    }

    /** The last number that is known of {@code topic}. */
    synchronized int last(String topic) {
        var events = topics.get(topic).events;
        int last = events.length - 1;
        while (last > 0 && events[last] == null) {
            last--;
        }
        return last;
    }

    /** How many events were acknowledged. */
    synchronized int acknowledged() {
        return topics.values().stream()
                .mapToInt(topic -> topic.acknowledgements)
                .sum();
    }

    /** How many events are known to be in the logs. */
    synchronized int known() {
        return places.size();
    }
}
