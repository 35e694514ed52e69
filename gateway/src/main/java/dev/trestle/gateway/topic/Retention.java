package dev.trestle.gateway.topic;

import dev.trestle.config.TopicsConfig;
import dev.trestle.wire.Agents;
import dev.trestle.wire.Search;

/** How many events of a topic are kept, and for how long. */
final class Retention {

    private final TopicsConfig config;

    Retention(TopicsConfig config) {
        this.config = config;
    }

    /** How many events. Searches find faster than slow links carry, so of their results more are kept. */
    int length(String topic) {
        return Search.isOn(topic) ? config.searchLength() : config.historyLength();
    }

    /** How long, in milliseconds. A session of an agent can be taken up again as long as its transcript is there. */
    long age(String topic) {
        return Agents.isRecord(topic) ? config.transcriptMs() : config.historyMs();
    }
}
