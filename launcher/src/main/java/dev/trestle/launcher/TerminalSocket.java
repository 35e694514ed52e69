package dev.trestle.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trestle.wire.PtyFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One terminal over one WebSocket: its output goes to a stream, and what ends it completes {@link #ended}. */
final class TerminalSocket implements WebSocket.Listener {

    private static final int ACK_EVERY = 65_536;

    private final OutputStream out;
    private final HttpClient client;
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<JsonNode> begun = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private WebSocket socket;
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    private String terminal;
    private int header;
    private long offset;
    private long acknowledged;

    TerminalSocket(HttpClient client, OutputStream out) {
        this.client = client;
        this.out = out;
    }

    /** Calls {@code method}, which opens or attaches a terminal; yields the result. */
    JsonNode begin(URI url, String token, String method, ObjectNode params) {
        socket = client.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .subprotocols("trestle.v1")
                .buildAsync(url, this)
                .join();
        terminal = params.path("terminal").textValue();
        send(method, params.deepCopy(), 1);
        return begun.join();
    }

    /** Why there is no more to come. */
    CompletableFuture<String> ended() {
        return ended;
    }

    /** Types. */
    synchronized void type(byte[] keys, int length) {
        var frame = ByteBuffer.allocate(PtyFrame.HEADER + length)
                .put(PtyFrame.DATA.kind())
                .putInt(begun.join().get("stream").intValue())
                .put(keys, 0, length)
                .flip();
        sending = sending.thenCompose(sent -> socket.sendBinary(frame, true));
    }

    void resize(int[] size) {
        send("pty.resize", about().put("cols", size[0]).put("rows", size[1]), null);
    }

    private ObjectNode about() {
        return JsonNodeFactory.instance.objectNode().put("terminal", terminal);
    }

    private synchronized void send(String method, ObjectNode params, Integer id) {
        var frame = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("method", method);
        frame.set("params", params);
        if (id != null) {
            frame.put("id", id);
        }
        sending = sending.thenCompose(sent -> socket.sendText(frame.toString(), true));
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            receive(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void receive(String text) {
        try {
            var frame = Json.read(text);
            if (frame.has("id")) {
                answered(frame);
            } else if (frame.path("method").asText().equals("pty.exited")) {
                var code = frame.at("/params/code");
                ended.complete(
                        code.isNumber()
                                ? "ended with code " + code
                                : frame.at("/params/reason").asText());
            } else if (frame.path("method").asText().equals("pty.lagged")) {
                ended.complete("this connection was too slow; attach again");
            }
        } catch (JsonProcessingException notOurs) {
            ended.complete("the server said what is no JSON");
        }
    }

    private void answered(JsonNode frame) {
        if (frame.has("error")) {
            begun.completeExceptionally(
                    CommandException.broken(frame.at("/error/message").asText()));
            return;
        }
        var result = frame.get("result");
        terminal = result.has("terminal") ? result.get("terminal").textValue() : terminal;
        offset = result.get("offset").longValue();
        acknowledged = offset;
        write(result.path("snapshot").asText().getBytes(StandardCharsets.UTF_8), 0);
        begun.complete(result);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        int start = Math.min(bytes.length, PtyFrame.HEADER - header);
        header = last ? 0 : header + start;
        write(bytes, start);
        offset += bytes.length - start;
        if (offset - acknowledged >= ACK_EVERY) {
            acknowledged = offset;
            send("pty.ack", about().put("offset", offset), null);
        }
        from.request(1);
        return null;
    }

    private void write(byte[] bytes, int start) {
        try {
            out.write(bytes, start, bytes.length - start);
            out.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        ended.complete("the server closed the connection: " + code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable cause) {
        ended.complete("the connection broke: " + cause.getMessage());
        begun.completeExceptionally(CommandException.broken("the connection broke: " + cause.getMessage()));
    }
}
