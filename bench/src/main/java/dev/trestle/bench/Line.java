package dev.trestle.bench;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A connection to Trestle on which calls do not wait for each other's answers, served by a loop. */
final class Line implements Connection.Listener, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Loop loop;
    private final Connection connection;
    private final Map<Integer, JsonObject> answers = new HashMap<>();
    private final List<JsonObject> notices = new ArrayList<>();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private int calls;

    Line(Loop loop, Server server) throws IOException {
        this.loop = loop;
        connection = Connection.open(server, "127.0.0.1");
        connection.listen(loop.selector(), this);
    }

    /** Calls; yields what to find the answer by. */
    int ask(String method, JsonObject params) throws IOException {
        connection.send(ClientFrames.text(new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", ++calls)
                .put("method", method)
                .put("params", params)
                .encode()));
        return calls;
    }

    /** All of the answer, an error too; waits until it has come. */
    JsonObject answer(int call) throws IOException {
        loop.until(() -> answers.containsKey(call), PATIENCE);
        return answers.remove(call);
    }

    /** The result of a call that is repeated as long as it is answered that nobody serves it now. */
    JsonObject insist(String method, JsonObject params) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var answer = answer(ask(method, params));
            if (answer.containsKey("result")) {
                return answer.getJsonObject("result");
            } else if (!isUnavailable(answer) || System.nanoTime() - end > 0) {
                throw new IOException(method + " was answered: " + answer);
            }
            loop.pause(PAUSE);
        }
    }

    /** Whether it is the answer that nobody serves the call now. */
    static boolean isUnavailable(JsonObject answer) {
        return answer.containsKey("error")
                && "UNAVAILABLE"
                        .equals(answer.getJsonObject("error")
                                .getJsonObject("data")
                                .getString("code"));
    }

    /** Waits for the event {@code name}. */
    JsonObject event(String name) throws IOException {
        loop.until(() -> find(name) != null, PATIENCE);
        return find(name);
    }

    private JsonObject find(String name) {
        return notices.stream()
                .filter(notice -> "topic.event".equals(notice.getString("method")))
                .map(notice -> notice.getJsonObject("params"))
                .filter(event -> name.equals(event.getString("event")))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void part(boolean binary, ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            text.write(bytes.get());
        }
    }

    @Override
    public void answered(Connection from, long length) {
        var message = new JsonObject(text.toString(StandardCharsets.UTF_8));
        text.reset();
        if (message.containsKey("method")) {
            notices.add(message);
        } else {
            answers.put(message.getInteger("id"), message);
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
