package dev.trestle.it;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A client of the protocol, written from its description with the JDK's own WebSocket. */
final class Client implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** How the server ended a connection. */
    record Close(int code, String reason) {}

    private final StringBuilder partial = new StringBuilder();
    private final Map<Integer, CompletableFuture<JsonNode>> begun = new ConcurrentHashMap<>();
    private final BlockingQueue<JsonNode> notifications = new LinkedBlockingQueue<>();
    private final BlockingQueue<JsonNode> others = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream partialBinary = new ByteArrayOutputStream();
    private volatile Consumer<byte[]> binary = message -> {};
    private final CompletableFuture<Close> closed = new CompletableFuture<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger pings = new AtomicInteger();
    private WebSocket socket;
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

    private Client() {}

    /** Opens a socket; fails with the {@code CompletionException} of the JDK when the handshake is refused. */
    static Client open(URI uri, Map<String, String> headers, String... protocols) {
        var client = new Client();
        var builder = HTTP.newWebSocketBuilder();
        headers.forEach(builder::header);
        if (protocols.length > 0) {
            builder.subprotocols(protocols[0], Arrays.copyOfRange(protocols, 1, protocols.length));
        }
        client.socket = builder.buildAsync(uri, client)
                .orTimeout(Launched.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        return client;
    }

    /** The HTTP status with which a handshake is refused; 101 when it is not. */
    static int handshake(URI uri, Map<String, String> headers) {
        try {
            open(uri, headers).close();
            return 101;
        } catch (CompletionException refused) {
            return ((WebSocketHandshakeException) refused.getCause())
                    .getResponse()
                    .statusCode();
        }
    }

    /** Calls {@code method} with names and values in turn, and yields its result. */
    JsonNode call(String method, Object... params) {
        var answer = answer(begin(method, Json.object(params)));
        if (!answer.has("result")) {
            throw new AssertionError(method + " failed: " + answer);
        }
        return answer.get("result");
    }

    /** Calls {@code method} and yields the error it is answered with. */
    JsonNode error(String method, Object... params) {
        var answer = answer(begin(method, Json.object(params)));
        if (!answer.has("error")) {
            throw new AssertionError(method + " did not fail: " + answer);
        }
        return answer.get("error");
    }

    /** Calls {@code method} and yields the {@code data.code} of the error it is answered with. */
    String code(String method, Object... params) {
        return error(method, params).at("/data/code").asText();
    }

    /** Sends a request and does not wait: the whole frame of the answer comes later. */
    CompletableFuture<JsonNode> begin(String method, ObjectNode params) {
        int id = ids.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        begun.put(id, answer);
        var frame = Json.object("jsonrpc", "2.0", "id", id, "method", method);
        frame.set("params", params);
        send(frame.toString());
        return answer;
    }

    /** The id of the call that was begun last. */
    int lastBegun() {
        return ids.get();
    }

    /** Waits for what was begun. */
    static JsonNode answer(CompletableFuture<JsonNode> begun) {
        return begun.orTimeout(Launched.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Sends a text message as it is. */
    synchronized void send(String text) {
        sending = sending.thenCompose(sent -> socket.sendText(text, true));
    }

    /** Sends a binary message. */
    synchronized void send(byte[] bytes) {
        sending = sending.thenCompose(sent -> socket.sendBinary(ByteBuffer.wrap(bytes), true));
    }

    /** Sends a text message as it is and waits for the next frame that answers nothing that was begun. */
    JsonNode exchange(String text) {
        send(text);
        return next(others, "an answer to " + text);
    }

    /** The next notification. */
    JsonNode notification() {
        return next(notifications, "a notification");
    }

    /** Notifications that have come and that nobody has taken. */
    List<JsonNode> notifications() {
        return List.copyOf(notifications);
    }

    /** Answers that have come to nothing that was begun, and that nobody has taken. */
    List<JsonNode> unexpected() {
        return List.copyOf(others);
    }

    private static JsonNode next(BlockingQueue<JsonNode> frames, String what) {
        try {
            var frame = frames.poll(Launched.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("waited in vain for " + what);
            }
            return frame;
        } catch (InterruptedException cause) {
            throw new AssertionError(cause);
        }
    }

    /** How many pings have come so far. */
    int pings() {
        return pings.get();
    }

    /** The subprotocol that the server selected; empty when none. */
    String protocol() {
        return socket.getSubprotocol();
    }

    /** Waits until the server closes. */
    Close closed() {
        await().atMost(Launched.PATIENCE).until(closed::isDone);
        return closed.join();
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            receive(Json.of(partial.toString()));
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        partialBinary.writeBytes(bytes);
        if (last) {
            binary.accept(partialBinary.toByteArray());
            partialBinary.reset();
        }
        from.request(1);
        return null;
    }

    /** Hands every binary message from now on to {@code receiver}. */
    void onBinary(Consumer<byte[]> receiver) {
        binary = receiver;
    }

    private void receive(JsonNode frame) {
        var call = frame.path("id").isInt() ? begun.remove(frame.get("id").intValue()) : null;
        if (call != null) {
            call.complete(frame);
        } else {
            (frame.has("method") ? notifications : others).add(frame);
        }
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        pings.incrementAndGet();
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(new Close(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable cause) {
        closed.completeExceptionally(cause);
        begun.values().forEach(call -> call.completeExceptionally(cause));
    }

    @Override
    public void close() {
        socket.abort();
    }
}
