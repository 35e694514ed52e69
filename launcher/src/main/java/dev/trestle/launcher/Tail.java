package dev.trestle.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trestle.wire.Topics;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What was seen of a topic so far, over as many connections as it takes. One connection at a time uses it. */
final class Tail {

    /** How a connection ended. */
    sealed interface End {}

    /** All that was asked for has come. */
    record Done() implements End {}

    /** The server does not serve this. */
    record Refused(JsonNode error) implements End {}

    /** The connection broke or was closed; another may go on. */
    record Lost(String why) implements End {}

    private static final int UNAUTHENTICATED = 401;

    private final String topic;
    private final Consumer<String> out;
    private final Consumer<String> warnings;
    private String epoch;
    private long seq;
    private long left;
    private volatile boolean served;
    private volatile boolean everServed;

    /** Prints {@code count} events on {@code out}. */
    Tail(String topic, Consumer<String> out, Consumer<String> warnings, long count) {
        this.topic = topic;
        this.out = out;
        this.warnings = warnings;
        this.left = count;
    }

    void beginAfter(String place) {
        int colon = place.lastIndexOf(':');
        try {
            seq = Long.parseLong(place.substring(colon + 1));
            epoch = place.substring(0, Math.max(0, colon));
        } catch (NumberFormatException wrong) {
            epoch = "";
        }
        if (epoch.isEmpty() || seq < 0) {
            throw CommandException.misused("--since must be EPOCH:SEQ, such as k3f0-1:41, not \"" + place + "\"");
        }
    }

    /** Whether a connection was served since this was asked before. */
    boolean takeServed() {
        boolean was = served;
        served = false;
        return was;
    }

    boolean everServed() {
        return everServed;
    }

    Connection connection() {
        return new Connection();
    }

    private String request() {
        var json = JsonNodeFactory.instance;
        var params = json.objectNode().put("topic", topic);
        if (epoch != null) {
            params.set("since", json.objectNode().put("epoch", epoch).put("seq", seq));
        }
        var frame = json.objectNode().put("jsonrpc", "2.0").put("id", 1).put("method", Topics.SUBSCRIBE.name());
        frame.set("params", params);
        return text(frame);
    }

    private static String text(JsonNode json) {
        try {
            return new String(Json.write(json), StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What {@code frame} means for the connection; {@code null} when it goes on. */
    private End take(JsonNode frame) {
        var params = frame.path("params");
        if (frame.path("error").isObject()) {
            return new Refused(frame.get("error"));
        } else if (frame.has("result")) {
            subscribed(frame.get("result"));
        } else if (frame.path("method").asText().equals(Topics.GAP.name())) {
            warnings.accept("trestle: events " + params.path("from") + " to " + params.path("to") + " are lost");
            stand(params.path("epoch").asText(), params.path("to").asLong());
        } else if (frame.path("method").asText().equals(Topics.EVENT.name())) {
            stand(params.path("epoch").asText(), params.path("seq").asLong());
            out.accept(text(params));
            return --left <= 0 ? new Done() : null;
        }
        return null;
    }

    private void subscribed(JsonNode result) {
        served = true;
        everServed = true;
        if (!result.path("recovered").asBoolean()) {
            if (epoch != null) {
                warnings.accept("trestle: events after " + epoch + ":" + seq + " are lost");
            }
            stand(result.path("epoch").asText(), result.path("seq").asLong());
        }
    }

    private void stand(String line, long place) {
        epoch = line;
        seq = place;
    }

    /** One connection. */
    final class Connection implements WebSocket.Listener {

        private final CompletableFuture<End> end = new CompletableFuture<>();
        private final StringBuilder partial = new StringBuilder();

        CompletableFuture<End> end() {
            return end;
        }

        /** It could not be opened. */
        void lost(Throwable cause) {
            var root = cause.getCause() == null ? cause : cause.getCause();
            if (root instanceof WebSocketHandshakeException refused
                    && refused.getResponse().statusCode() == UNAUTHENTICATED) {
                end.completeExceptionally(CommandException.misused("the server does not know this token"));
            } else {
                end.complete(new Lost(reason(root)));
            }
        }

        private static String reason(Throwable cause) {
            return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        }

        @Override
        public void onOpen(WebSocket socket) {
            socket.sendText(request(), true);
            socket.request(1);
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last && !end.isDone()) {
                receive(socket);
            }
            socket.request(1);
            return null;
        }

        private void receive(WebSocket socket) {
            try {
                var ended = take(Json.read(partial.toString()));
                partial.setLength(0);
                if (ended != null) {
                    end.complete(ended);
                    socket.abort();
                }
            } catch (JsonProcessingException notOurs) {
                end.complete(new Lost("it said what is not JSON"));
                socket.abort();
            }
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            end.complete(new Lost(code + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable cause) {
            end.complete(new Lost(reason(cause)));
        }
    }
}
