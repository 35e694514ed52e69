package dev.trestle.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Calls Trestle, one call after the other on one connection, and waits for each answer. */
final class Caller implements AutoCloseable {

    private static final int BEGINNING = 100;

    private final Connection connection;
    private long events;

    Caller(Server server) throws IOException {
        connection = Connection.open(server, "127.0.0.1");
    }

    /** A call to be made as often as one likes. */
    static ByteBuffer request(String method, JsonObject params) {
        return ClientFrames.text(new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", method)
                .put("params", params)
                .encode());
    }

    /** Calls and reads to the end of the answer; events that come before it are counted. */
    byte[] call(ByteBuffer request) throws IOException {
        connection.send(request);
        while (true) {
            var message = connection.readMessage();
            var beginning = new String(message, 0, Math.min(BEGINNING, message.length), StandardCharsets.US_ASCII);
            if (beginning.contains("\"error\":")) {
                throw new IOException("the answer was: " + new String(message, StandardCharsets.UTF_8));
            } else if (beginning.contains("\"result\":")) {
                return message;
            }
            events++;
        }
    }

    /** The result of a call. */
    JsonObject result(ByteBuffer request) throws IOException {
        return new JsonObject(new String(call(request), StandardCharsets.UTF_8)).getJsonObject("result");
    }

    /** How many events have come so far. */
    long events() {
        return events;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
