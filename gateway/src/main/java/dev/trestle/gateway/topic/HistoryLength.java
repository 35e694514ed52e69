package dev.trestle.gateway.topic;

import dev.trestle.config.TopicsConfig;
import dev.trestle.wire.Search;

/** How many events of a topic are kept. Searches find faster than slow links carry, so of their results more are. */
final class HistoryLength {

    private final TopicsConfig config;

    HistoryLength(TopicsConfig config) {
        this.config = config;
    }

    /** Of {@code topic}. */
    int of(String topic) {
        return Search.isOn(topic) ? config.searchLength() : config.historyLength();
    }
}
