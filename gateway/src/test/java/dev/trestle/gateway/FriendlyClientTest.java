package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** With a client that we did not write: the one of the JDK. */
class FriendlyClientTest {

    private static final class Messages implements WebSocket.Listener {

        private final BlockingQueue<JsonObject> received = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder partial = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                received.add(new JsonObject(partial.toString()));
                partial.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        JsonObject next() throws InterruptedException {
            return received.poll(5, TimeUnit.SECONDS);
        }
    }

    private static WebSocket connect(TestGateway gateway, Messages messages) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("trestle.v1")
                .header("Authorization", "Bearer " + TestGateway.TOKEN)
                .buildAsync(URI.create(gateway.gateway().url().replace("http", "ws") + "/ws"), messages)
                .join();
    }

    @Test
    void itConnectsCallsAndSaysGoodbye() throws Exception {
        try (var gateway = TestGateway.start()) {
            // Given
            var messages = new Messages();
            var socket = connect(gateway, messages);
            assertThat(socket.getSubprotocol()).isEqualTo("trestle.v1");
            assertThat(messages.next().getString("method")).isEqualTo("session.ready");
            // When
            socket.sendText("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"test.echo\",", false)
                    .join();
            socket.sendText("\"params\":{\"value\":\"Grüße \uD83D\uDE00\"}}", true)
                    .join();
            socket.sendText(
                            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"test.big\",\"params\":{\"bytes\":900000}}",
                            true)
                    .join();
            // Then
            assertThat(messages.next().getJsonObject("result").getString("value"))
                    .isEqualTo("Grüße \uD83D\uDE00");
            assertThat(messages.next().getJsonObject("result").getString("bulk"))
                    .hasSize(900_000);
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "done").join();
            assertThat(messages.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1000);
        }
    }

    @Test
    void itHearsThatTheNodeIsDraining() throws Exception {
        try (var gateway = TestGateway.start()) {
            // Given
            var messages = new Messages();
            connect(gateway, messages);
            messages.next();
            // When
            TestGateway.await(gateway.gateway().drain());
            // Then
            assertThat(messages.next().getString("method")).isEqualTo("session.closing");
            assertThat(messages.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1001);
        }
    }
}
