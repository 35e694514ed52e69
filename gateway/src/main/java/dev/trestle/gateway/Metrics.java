package dev.trestle.gateway;

import dev.trestle.wire.CloseCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the edge of a node counts. May be used from any thread. */
public final class Metrics {

    private static final Duration[] BUCKETS = {
        Duration.ofNanos(250_000), Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(25),
        Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(10)
    };

    private static final int FIRST_FREE_CODE = 3_000;
    private static final Set<Integer> CODES =
            Arrays.stream(CloseCode.values()).map(CloseCode::number).collect(Collectors.toUnmodifiableSet());

    private record Key(String operation, String code) {}

    private final MeterRegistry registry;
    private final Map<Key, Timer> calls = new ConcurrentHashMap<>();
    private final Map<String, Counter> closes = new ConcurrentHashMap<>();
    private final AtomicInteger sockets;
    private final AtomicInteger inFlight;
    private final Counter received;
    private final Counter sent;
    private final Counter bridged;
    private final Counter refused;

    Metrics(MeterRegistry registry, Supplier<Number> queuedBytes) {
        this.registry = registry;
        this.sockets = gauge("trestle.sockets", "Open WebSockets.");
        this.inFlight = gauge("trestle.calls.in.flight", "Calls that are not answered yet.");
        this.received = counter("trestle.received.bytes", "Bytes of messages from clients.");
        this.sent = counter("trestle.sent.bytes", "Bytes of messages to clients.");
        this.bridged = counter("trestle.bridge.messages", "Messages of other systems.", "outcome", "appended");
        this.refused = counter("trestle.bridge.messages", "Messages of other systems.", "outcome", "refused");
        Gauge.builder("trestle.queued.bytes", queuedBytes)
                .description("Bytes that wait for clients who do not read.")
                .register(registry);
    }

    private AtomicInteger gauge(String name, String description) {
        var value = new AtomicInteger();
        Gauge.builder(name, value, AtomicInteger::get).description(description).register(registry);
        return value;
    }

    private Counter counter(String name, String description, String... tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    /** A call was answered: with {@code OK} or with an error code. */
    public void answered(String operation, String code, long nanoseconds) {
        inFlight.decrementAndGet();
        calls.computeIfAbsent(new Key(operation, code), this::timer).record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Key key) {
        return Timer.builder("trestle.calls")
                .description("Calls and how long they took.")
                .tag("operation", key.operation())
                .tag("code", key.code())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** A call began. */
    public void began() {
        inFlight.incrementAndGet();
    }

    /** A socket was opened. */
    public void opened() {
        sockets.incrementAndGet();
    }

    /** A socket was closed, with this close code; those that only a client can have thought of count as one. */
    public void closed(int code) {
        closes.computeIfAbsent(
                        code < FIRST_FREE_CODE || CODES.contains(code) ? Integer.toString(code) : "other",
                        text -> counter("trestle.closes", "WebSockets that were closed.", "code", text))
                .increment();
        sockets.decrementAndGet();
    }

    /** Bytes of messages came in. */
    public void received(int bytes) {
        received.increment(bytes);
    }

    /** Bytes of messages were handed to a socket. */
    public void sent(int bytes) {
        sent.increment(bytes);
    }

    /** A message of another system was appended to a topic. */
    public void bridged() {
        bridged.increment();
    }

    /** A message of another system could not be. */
    public void refused() {
        refused.increment();
    }
}
