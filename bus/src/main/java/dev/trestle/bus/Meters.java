package dev.trestle.bus;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What a node counts, whatever its roles; those who serve register their meters here. May be used from any thread. */
public final class Meters {

    private record Key(String operation, String code) {}

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Key, Timer> served = new ConcurrentHashMap<>();

    Meters() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    /** Where meters are registered. */
    public MeterRegistry registry() {
        return registry;
    }

    /** What the gauge of this name says now, or {@code null} when there is none. */
    public Integer value(String name) {
        var gauge = registry.find(name).gauge();
        return gauge == null ? null : (int) gauge.value();
    }

    /** An operation of a service on this node ended: with {@code OK} or with an error code. */
    void served(String operation, String code, long nanoseconds) {
        served.computeIfAbsent(new Key(operation, code), this::timer).record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Key key) {
        return Timer.builder("trestle.served")
                .description("Calls that services of this node answered, and how long they took.")
                .tag("operation", key.operation())
                .tag("code", key.code())
                .register(registry);
    }

    /** Everything, in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }
}
