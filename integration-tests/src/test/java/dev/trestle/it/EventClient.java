package dev.trestle.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that says and hears texts, with the JDK's own WebSocket. */
final class EventClient implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final StringBuilder partial = new StringBuilder();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private WebSocket socket;
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

    private EventClient() {}

    /** {@code uri} may be one of HTTP; fails with the {@code CompletionException} of the JDK when the handshake is refused. */
    static EventClient open(URI uri) {
        return open(uri, Map.of());
    }

    /** As {@link #open(URI)}, with these headers. */
    static EventClient open(URI uri, Map<String, String> headers) {
        var client = new EventClient();
        var builder = HTTP.newWebSocketBuilder();
        headers.forEach(builder::header);
        client.socket = builder.buildAsync(URI.create(uri.toString().replaceFirst("^http", "ws")), client)
                .join();
        return client;
    }

    /** Sends without waiting for anything. */
    void say(String text) {
        sending = sending.thenCompose(sent -> socket.sendText(text, true));
    }

    /** As {@link #say}, in a binary message. */
    void sayBinary(String text) {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        sending = sending.thenCompose(sent -> socket.sendBinary(bytes, true));
    }

    /** The next message. */
    String next() {
        try {
            var next = told.poll(Launched.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new AssertionError("nothing within " + Launched.PATIENCE);
            }
            return next;
        } catch (InterruptedException cause) {
            throw new AssertionError(cause);
        }
    }

    /** The code with which the connection ends. */
    int closed() {
        return closed.orTimeout(Launched.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            told.add(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(1006);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
