package dev.trestle.gateway.topic;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** What the topics of a node count. Counted on the topics' loop, read from any thread. */
final class TopicMeters {

    private final AtomicInteger topics;
    private final AtomicInteger subscriptions;
    private final Counter events;

    TopicMeters(MeterRegistry registry) {
        topics = gauge(registry, "trestle.topics", "Topics that have subscribers.");
        subscriptions = gauge(registry, "trestle.subscriptions", "Subscriptions to topics.");
        events = Counter.builder("trestle.events")
                .description("Events that were appended to topics.")
                .register(registry);
    }

    private static AtomicInteger gauge(MeterRegistry registry, String name, String description) {
        var value = new AtomicInteger();
        Gauge.builder(name, value, AtomicInteger::get).description(description).register(registry);
        return value;
    }

    /** So many topics have subscribers now. */
    void topics(int count) {
        topics.set(count);
    }

    void subscribed() {
        subscriptions.incrementAndGet();
    }

    void unsubscribed() {
        subscriptions.decrementAndGet();
    }

    void appended(int count) {
        events.increment(count);
    }
}
