package dev.trestle.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A connection to a gateway that may be killed, frozen or cut off at any time: silence counts as its end. Everything that
 * comes is handled in its order, on one thread at a time.
 */
final class Line implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final long HANDSHAKE_SECONDS = 4;
    /** Gateways of a fleet are told to ping every second. */
    private static final long SILENCE = TimeUnit.SECONDS.toNanos(5);

    private final StringBuilder partial = new StringBuilder();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final Consumer<JsonNode> notices;
    private volatile long heard = System.nanoTime();
    private volatile boolean ended;
    private WebSocket socket;
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

    private Line(Consumer<JsonNode> notices) {
        this.notices = notices;
    }

    /** Fails with an unchecked exception when nobody answers there. */
    static Line open(URI uri, Consumer<JsonNode> notices) {
        var line = new Line(notices);
        var opening = HTTP.newWebSocketBuilder()
                .header("Authorization", "Bearer " + StartedTrestle.TOKEN)
                .buildAsync(uri, line);
        try {
            line.socket = opening.orTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS).join();
            return line;
        } catch (RuntimeException nobody) {
            opening.thenAccept(WebSocket::abort);
            throw nobody;
        }
    }

    /** The whole answer; fails when the connection ends before. */
    CompletableFuture<JsonNode> ask(String method, ObjectNode params) {
        int id = ids.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        asked.put(id, answer);
        var frame = Json.object("jsonrpc", "2.0", "id", id, "method", method);
        frame.set("params", params);
        send(frame.toString());
        if (ended) {
            end();
        }
        return answer;
    }

    private synchronized void send(String text) {
        sending = sending.thenCompose(sent -> socket.sendText(text, true));
    }

    boolean isOpen() {
        if (!ended && System.nanoTime() - heard > SILENCE) {
            close();
        }
        return !ended;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        heard = System.nanoTime();
        partial.append(data);
        if (last) {
            var frame = Json.of(partial.toString());
            partial.setLength(0);
            if (frame.has("method")) {
                notices.accept(frame);
            } else {
                asked.remove(frame.get("id").intValue()).complete(frame);
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        heard = System.nanoTime();
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable cause) {
        end();
    }

    private void end() {
        ended = true;
        asked.values().forEach(answer -> answer.completeExceptionally(new IllegalStateException("the line ended")));
    }

    @Override
    public void close() {
        socket.abort();
        end();
    }
}
