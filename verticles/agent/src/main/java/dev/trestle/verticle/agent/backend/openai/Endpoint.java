package dev.trestle.verticle.agent.backend.openai;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.trestle.config.AgentConfig;
import io.vertx.core.Context;
import java.time.Duration;

/**
 * The way to one endpoint: what LangChain4j sends goes out without a thread that waits, again where it may, and what comes
 * is bounded. One request at a time, all on one event loop.
 */
final class Endpoint implements HttpClient, HttpClientBuilder {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    private final java.net.http.HttpClient client = java.net.http.HttpClient.newBuilder()
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_WITHIN)
            .build();
    private final Context loop;
    private final AgentConfig.Limits limits;
    private Exchange exchange;

    Endpoint(Context loop, AgentConfig.Limits limits) {
        this.loop = loop;
        this.limits = limits;
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        exchange = new Exchange(client, loop, limits, request, listener);
        exchange.attempt();
    }

    /** Nobody wants the answer any more. */
    void cancel() {
        if (exchange != null) {
            exchange.cancel();
        }
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("everything is streamed");
    }

    @Override
    public Duration connectTimeout() {
        return CONNECT_WITHIN;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return Duration.ofMillis(limits.silenceMs());
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
    }

    @Override
    public HttpClient build() {
        return this;
    }
}
