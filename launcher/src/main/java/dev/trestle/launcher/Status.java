package dev.trestle.launcher;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trestle.bus.Node;
import dev.trestle.config.StatusConfig;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Tells whoever looks after this node how it is: {@code /health/live}, {@code /health/ready}, which is 503 until every role
 * serves and as soon as the node is on its way out, and {@code /metrics}.
 */
final class Status {

    private final Node node;
    private volatile String state = "starting";

    private Status(Node node) {
        this.node = node;
    }

    /** How {@code node} is, told on a listener if the settings want one. */
    static Future<Status> open(Node node, StatusConfig config) {
        var status = new Status(node);
        if (!config.enabled()) {
            return Future.succeededFuture(status);
        }
        Future<HttpServer> listening =
                node.vertx().createHttpServer().requestHandler(status::answer).listen(config.port(), config.host());
        return listening.map(status);
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
