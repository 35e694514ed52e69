package dev.trestle.launcher;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trestle.bus.Node;
import dev.trestle.config.StatusConfig;
import dev.trestle.gateway.tls.Certificate;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Tells whoever looks after this node how it is: {@code /health/live}, {@code /health/ready}, which is 503 until every role
 * serves and as soon as the node is on its way out, and {@code /metrics}.
 */
final class Status {

    private static final long HANDSHAKE_MS = 5_000;

    private final Node node;
    private final Certificate certificate;
    private volatile String state = "starting";

    private Status(Node node, Certificate certificate) {
        this.node = node;
        this.certificate = certificate;
    }

    /** How {@code node} is, told on a listener if the settings want one; fails when that cannot be. */
    static Future<Status> open(Node node, StatusConfig config) {
        if (!config.enabled()) {
            return Future.succeededFuture(new Status(node, null));
        }
        return Certificate.open(node, "status.tls", config.tls(), HANDSHAKE_MS)
                .compose(certificate -> new Status(node, certificate).listen(config));
    }

    private Future<Status> listen(StatusConfig config) {
        var options = new HttpServerOptions().setHost(config.host()).setPort(config.port());
        if (certificate == null) {
            return node.vertx()
                    .createHttpServer(options)
                    .requestHandler(this::answer)
                    .listen()
                    .map(this);
        }
        certificate.speak(options);
        var server = node.vertx().createHttpServer(options).requestHandler(this::answer);
        return server.listen().onSuccess(certificate::keep).map(this);
    }

    /** Reads the certificate again, if there is one, and yields what puts it in force. */
    Future<Runnable> prepare() {
        return certificate == null ? Future.succeededFuture(() -> {}) : certificate.prepare();
    }

    /** Every role serves. */
    void ready() {
        state = "ok";
    }

    /** The node is on its way out. */
    void draining() {
        state = "draining";
    }

    private void answer(HttpServerRequest request) {
        var response = request.response();
        switch (request.path()) {
            case "/health/live" -> health(response, 200);
            case "/health/ready" -> health(response, state.equals("ok") ? 200 : 503);
            case "/metrics" ->
                response.putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                        .end(node.meters().scrape());
            default -> response.setStatusCode(404).end();
        }
    }

    private void health(HttpServerResponse response, int code) {
        var body = JsonNodeFactory.instance.objectNode().put("status", state).put("node", node.id());
        response.setStatusCode(code)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(body.toString());
    }
}
