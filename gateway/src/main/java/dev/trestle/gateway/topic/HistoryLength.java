package dev.trestle.gateway.topic;

import dev.trestle.config.TopicsConfig;

/** How many events of a topic are kept. Searches find faster than slow links carry, so of their results more are. */
final class HistoryLength {

    private static final String SEARCH = "/search";

    private final TopicsConfig config;

    HistoryLength(TopicsConfig config) {
        this.config = config;
    }

    /** Of {@code topic}. */
    int of(String topic) {
        boolean search = topic.endsWith(SEARCH) && topic.startsWith("workspace/");
        return search ? config.searchLength() : config.historyLength();
    }
}
