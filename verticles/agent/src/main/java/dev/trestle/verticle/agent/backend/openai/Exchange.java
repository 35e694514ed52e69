package dev.trestle.verticle.agent.backend.openai;

import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.trestle.config.AgentConfig;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Context;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** One request and its answer, tried again while the endpoint cannot take it. Belongs to one event loop. */
final class Exchange {

    private static final int OK = 200;
    private static final int TOO_MANY = 429;
    private static final int FIRST_OF_THE_SERVERS_FAULTS = 500;
    private static final long FIRST_PAUSE = 500;
    private static final int MOST_DOUBLINGS = 6;

    private final HttpClient client;
    private final Context loop;
    private final AgentConfig.Limits limits;
    private final HttpRequest request;
    private final ServerSentEventListener listener;
    private CompletableFuture<?> sending;
    private EventStream stream;
    private int attempts;
    private long timer = -1;
    private boolean over;

    Exchange(
            HttpClient client,
            Context loop,
            AgentConfig.Limits limits,
            HttpRequest request,
            ServerSentEventListener listener) {
        this.client = client;
        this.loop = loop;
        this.limits = limits;
        this.request = request;
        this.listener = listener;
    }

    void attempt() {
        attempts++;
        var builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .POST(BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        stream = new EventStream(loop, limits.messageBytes(), this::event, this::ended, this::live);
        live();
        sending = client.sendAsync(builder.build(), head -> head.statusCode() == OK ? stream.events() : stream.words())
                .whenComplete((response, cause) -> loop.runOnContext(now -> answered(response, cause)));
    }

    /** Something has come, so that the silence begins anew. */
    private void live() {
        stopTimer();
        timer = loop.owner().setTimer(limits.silenceMs(), late -> {
            var sentence = "the model said nothing for agent.limits.silenceMs = " + limits.silenceMs();
            fail(new Failure(ErrorCode.TIMEOUT, sentence));
        });
    }

    private void stopTimer() {
        if (timer >= 0) {
            loop.owner().cancelTimer(timer);
            timer = -1;
        }
    }

    private void event(EventStream.Event event) {
        if (!over) {
            var refusal = event.refusal();
            if (refusal == null) {
                event.tell(listener);
            } else {
                fail(new Failure(ErrorCode.UNAVAILABLE, "the model failed: " + refusal));
            }
        }
    }

    /** The answer is complete, or broken off because of {@code cause}. */
    private void ended(Failure cause) {
        if (over) {
            return;
        } else if (cause != null) {
            fail(cause);
        } else {
            finish();
            listener.onClose();
        }
    }

    private void answered(HttpResponse<String> response, Throwable cause) {
        if (over) {
            return;
        }
        if (response == null) {
            again(
                    null,
                    new Failure(ErrorCode.UNAVAILABLE, "the endpoint cannot be reached: " + EventStream.reason(cause)));
        } else if (response.statusCode() == OK) {
            // From here on the stream tells.
            listener.onOpen(SuccessfulHttpResponse.builder().statusCode(OK).build());
        } else {
            int status = response.statusCode();
            var code = status == TOO_MANY ? ErrorCode.RATE_LIMITED : ErrorCode.UNAVAILABLE;
            var failure = new Failure(code, "the endpoint answered HTTP " + status + ": " + response.body());
            if (status == TOO_MANY || status >= FIRST_OF_THE_SERVERS_FAULTS) {
                again(RetryAfter.of(response.headers()), failure);
            } else {
                fail(failure);
            }
        }
    }

    /** Tries again after {@code pause} milliseconds, or as long as is usual when that is {@code null}. */
    private void again(Long pause, Failure cause) {
        if (attempts > limits.retries()) {
            fail(cause);
            return;
        }
        long usual = FIRST_PAUSE << Math.min(MOST_DOUBLINGS, attempts - 1);
        long jitter = ThreadLocalRandom.current().nextLong(usual / 4 + 1);
        stopTimer();
        timer = loop.owner().setTimer(Math.max(1, pause == null ? usual + jitter : pause), now -> attempt());
    }

    private void fail(Failure cause) {
        if (!over) {
            cancel();
            listener.onError(cause);
        }
    }

    /** Ends it; the listener hears no more. */
    void cancel() {
        finish();
        sending.cancel(true);
        stream.cancel();
    }

    private void finish() {
        over = true;
        stopTimer();
    }
}
