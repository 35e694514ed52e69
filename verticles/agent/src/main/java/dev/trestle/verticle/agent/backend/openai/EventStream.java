package dev.trestle.verticle.agent.backend.openai;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Context;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * The body of an answer as server-sent events. The next bytes are taken when the last ones are dealt with, on the event
 * loop; an event that is too large ends it.
 */
final class EventStream implements BodySubscriber<String> {

    private static final String DONE = "[DONE]";
    private static final int MOST_WORDS = 500;

    /** One event. */
    record Event(String data) {

        void tell(ServerSentEventListener listener) {
            listener.onEvent(new ServerSentEvent(null, data));
        }

        /** What the endpoint says went wrong in the middle of an answer, or {@code null}. */
        String refusal() {
            if (!data.contains("\"error\"")) {
                return null;
            }
            try {
                var error = new JsonObject(data).getValue("error");
                return error instanceof JsonObject object
                        ? object.getString("message", object.encode())
                        : error == null ? null : error.toString();
            } catch (DecodeException | ClassCastException notJson) {
                return null;
            }
        }
    }

    private final Context loop;
    private final int mostBytes;
    private final Consumer<Event> events;
    private final Consumer<Failure> ended;
    private final Runnable live;
    private Flow.Subscription subscription;
    private byte[] line = new byte[1024];
    private int length;
    private final StringBuilder data = new StringBuilder();
    private boolean complete;
    private volatile boolean cancelled;

    /**
     * Hands over each of {@code events}, and in the end a failure, or {@code null} when it was complete; tells when something
     * has come.
     */
    EventStream(Context loop, int mostBytes, Consumer<Event> events, Consumer<Failure> ended, Runnable live) {
        this.loop = loop;
        this.mostBytes = mostBytes;
        this.events = events;
        this.ended = ended;
        this.live = live;
    }

    /** For an answer that is a stream of events. */
    BodySubscriber<String> events() {
        return this;
    }

    /** For an answer that is not: the beginning of what it says. */
    BodySubscriber<String> words() {
        return BodySubscribers.mapping(BodySubscribers.ofInputStream(), in -> {
            try (in) {
                return new String(in.readNBytes(MOST_WORDS), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
            } catch (IOException cut) {
                return "";
            }
        });
    }

    @Override
    public CompletionStage<String> getBody() {
        return CompletableFuture.completedFuture("");
    }

    @Override
    public void onSubscribe(Flow.Subscription subscribed) {
        subscription = subscribed;
        subscribed.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        loop.runOnContext(now -> {
            if (!cancelled) {
                live.run();
                buffers.forEach(this::take);
                subscription.request(1);
            }
        });
    }

    @Override
    public void onError(Throwable cause) {
        var why = "the connection to the endpoint broke: " + reason(cause);
        loop.runOnContext(now -> end(new Failure(ErrorCode.UNAVAILABLE, why)));
    }

    @Override
    public void onComplete() {
        loop.runOnContext(now -> {
            var cut = new Failure(ErrorCode.UNAVAILABLE, "the endpoint ended its answer in the middle");
            end(complete ? null : cut);
        });
    }

    /** What went wrong, in few words. */
    static String reason(Throwable cause) {
        var inner = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        return inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
    }

    private void end(Failure cause) {
        if (!cancelled) {
            ended.accept(cause);
        }
    }

    void cancel() {
        cancelled = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    /** Bytes are gathered to lines before they are read as text: no character is cut in two. */
    private void take(ByteBuffer bytes) {
        while (bytes.hasRemaining() && !cancelled) {
            byte next = bytes.get();
            if (next == '\n') {
                line(new String(
                        line, 0, length > 0 && line[length - 1] == '\r' ? length - 1 : length, StandardCharsets.UTF_8));
                length = 0;
            } else if (length + data.length() >= mostBytes) {
                var sentence = "the model sent an event larger than agent.limits.messageBytes = " + mostBytes;
                end(new Failure(ErrorCode.TOO_LARGE, sentence).with(Map.of("limit", mostBytes)));
                return;
            } else {
                line = length == line.length ? Arrays.copyOf(line, 2 * length) : line;
                line[length++] = next;
            }
        }
    }

    private void line(String text) {
        if (text.startsWith("data:")) {
            data.append(data.isEmpty() ? "" : "\n")
                    .append(text.startsWith(" ", 5) ? text.substring(6) : text.substring(5));
        } else if (text.isEmpty() && !data.isEmpty()) {
            var whole = data.toString();
            data.setLength(0);
            complete |= whole.equals(DONE) || whole.matches("(?s).*\"finish_reason\"\\s*:\\s*\".*");
            if (!whole.equals(DONE)) {
                events.accept(new Event(whole));
            }
        }
    }
}
