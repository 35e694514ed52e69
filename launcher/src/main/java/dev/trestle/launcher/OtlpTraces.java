package dev.trestle.launcher;

import dev.trestle.bus.Traces;
import dev.trestle.config.TracingConfig;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Tells an OTLP receiver of calls, from a thread of its own; while that cannot be reached, spans are lost and calls go on.
 */
final class OtlpTraces implements Traces {

    /** For the receiver, in seconds. */
    private static final long PATIENCE = 5;

    /** The longest value that is told, in characters: what a client calls a workspace may be anything. */
    private static final int LONGEST = 128;

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("rpc.system");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("rpc.method");
    private static final AttributeKey<String> PLACE = AttributeKey.stringKey("trestle.place");
    private static final AttributeKey<String> WORKSPACE = AttributeKey.stringKey("trestle.workspace");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    /** What is not the caller's doing. */
    private static final Set<String> FAULTS = Set.of("INTERNAL", "TIMEOUT", "UNAVAILABLE");

    private record Told(io.opentelemetry.api.trace.Span span) implements Span {
        @Override
        public String traceparent() {
            var context = span.getSpanContext();
            return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                    + context.getTraceFlags().asHex();
        }

        @Override
        public void end(String code) {
            if (!code.equals("OK")) {
                span.setAttribute(ERROR, code);
            }
            if (FAULTS.contains(code)) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /** Of the node {@code node}. */
    OtlpTraces(TracingConfig config, String node) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(config.endpoint())
                .setTimeout(PATIENCE, TimeUnit.SECONDS)
                .build();
        var names = Attributes.builder()
                .put("service.name", "trestle")
                .put("service.version", Version.own())
                .put("service.instance.id", node)
                .build();
        provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(names)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(config.percent() / 100.0)))
                .setSpanLimits(
                        SpanLimits.builder().setMaxAttributeValueLength(LONGEST).build())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(1, TimeUnit.SECONDS)
                        .build())
                .build();
        tracer = provider.get("trestle");
    }

    @Override
    public Span begin(Place place, String operation, String workspace, String traceparent) {
        var parent = io.opentelemetry.api.trace.Span.wrap(context(traceparent));
        var span = tracer.spanBuilder(operation)
                .setParent(Context.root().with(parent))
                .setSpanKind(place == Place.GATEWAY ? SpanKind.SERVER : SpanKind.CONSUMER)
                .setAttribute(SYSTEM, "jsonrpc")
                .setAttribute(METHOD, operation)
                .setAttribute(PLACE, place.name().toLowerCase(Locale.ROOT));
        if (workspace != null) {
            span.setAttribute(WORKSPACE, workspace);
        }
        return new Told(span.startSpan());
    }

    /** Of a traceparent, whose form was looked at: 00-TRACE-SPAN-FLAGS. */
    private static SpanContext context(String traceparent) {
        return traceparent == null
                ? SpanContext.getInvalid()
                : SpanContext.createFromRemoteParent(
                        traceparent.substring(3, 35),
                        traceparent.substring(36, 52),
                        TraceFlags.fromHex(traceparent, 53),
                        TraceState.getDefault());
    }

    @Override
    public void close() {
        provider.shutdown().join(PATIENCE, TimeUnit.SECONDS);
    }
}
