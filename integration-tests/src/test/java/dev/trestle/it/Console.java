package dev.trestle.it;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** The terminals that one client looks at in binary frames: what came of each, acknowledged as it comes. */
final class Console {

    private static final int ACK_EVERY = 65_536;

    private final Client client;
    private final Map<Integer, Screen> screens = new ConcurrentHashMap<>();
    private volatile boolean acknowledging = true;

    /** One terminal. */
    final class Screen {
        private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
        private String terminal;
        private int stream;
        private long start;
        private long acknowledged;

        String terminal() {
            return terminal;
        }

        /** The offset of the first byte. */
        long start() {
            return start;
        }

        synchronized int size() {
            return seen.size();
        }

        synchronized byte[] bytes() {
            return seen.toByteArray();
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        private synchronized void add(byte[] message) {
            seen.write(message, 5, message.length - 5);
            long offset = start + seen.size();
            if (acknowledging && terminal != null && offset - acknowledged >= ACK_EVERY) {
                acknowledged = offset;
                var params = Json.object("terminal", terminal, "offset", offset);
                client.send(Json.object("jsonrpc", "2.0", "method", "pty.ack", "params", params)
                        .toString());
            }
        }

        private synchronized Screen is(JsonNode answer, String id) {
            terminal = id;
            stream = answer.get("stream").intValue();
            start = answer.get("offset").longValue();
            acknowledged = start;
            return this;
        }

        void type(String keys) {
            var text = keys.getBytes(StandardCharsets.UTF_8);
            client.send(ByteBuffer.allocate(5 + text.length)
                    .put((byte) 1)
                    .putInt(stream)
                    .put(text)
                    .array());
        }

        Screen until(String text) {
            Console.until(() -> text().contains(text));
            return this;
        }
    }

    Console(Client client) {
        this.client = client;
        client.onBinary(message -> screen(ByteBuffer.wrap(message).getInt(1)).add(message));
    }

    private Screen screen(int stream) {
        return screens.computeIfAbsent(stream, any -> new Screen());
    }

    /** Takes what comes, and says so no more. */
    Console stopAcknowledging() {
        acknowledging = false;
        return this;
    }

    Screen open(String... command) {
        var answer = client.call("pty.open", "cols", 80, "rows", 24, "command", command);
        return screen(answer.get("stream").intValue())
                .is(answer, answer.get("terminal").textValue());
    }

    Screen attach(String terminal, long since) {
        var answer = client.call("pty.attach", "terminal", terminal, "since", since);
        return screen(answer.get("stream").intValue()).is(answer, terminal);
    }

    static void until(BooleanSupplier condition) {
        await().atMost(Launched.PATIENCE).pollInterval(Duration.ofMillis(5)).until(condition::getAsBoolean);
    }
}
