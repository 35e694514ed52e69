package dev.trestle.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes spans as a collector does: OTLP over HTTP, on loopback. */
final class OtlpReceiver implements AutoCloseable {

    /** A span, with ids as they stand in a traceparent. */
    record Told(String trace, String id, String parent, String name, String place, String instance) {}

    private final List<Told> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    OtlpReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            for (var node : ExportTraceServiceRequest.parseFrom(exchange.getRequestBody())
                    .getResourceSpansList()) {
                node.getScopeSpansList()
                        .forEach(scope ->
                                scope.getSpansList().forEach(span -> spans.add(told(span, node.getResource()))));
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Told told(Span span, Resource node) {
        return new Told(
                HexFormat.of().formatHex(span.getTraceId().toByteArray()),
                HexFormat.of().formatHex(span.getSpanId().toByteArray()),
                HexFormat.of().formatHex(span.getParentSpanId().toByteArray()),
                span.getName(),
                span.getAttributesList().stream()
                        .filter(one -> one.getKey().equals("trestle.place"))
                        .map(one -> one.getValue().getStringValue())
                        .findFirst()
                        .orElse(""),
                node.getAttributesList().stream()
                        .filter(one -> one.getKey().equals("service.instance.id"))
                        .map(one -> one.getValue().getStringValue())
                        .findFirst()
                        .orElse(""));
    }

    /** The spans of this trace so far. */
    List<Told> trace(String id) {
        return spans.stream().filter(span -> span.trace().equals(id)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
