package dev.trestle.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A connection with terminals on it, served by a loop. */
final class TerminalSocket implements Connection.Listener, AutoCloseable {

    /** The first byte of a frame with bytes of a terminal; the number of the stream follows. */
    static final byte DATA = 1;
    /** Bytes of a frame before those of the terminal. */
    static final int HEADER = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Loop loop;
    private final Connection connection;
    private final Map<Integer, Terminal> terminals = new HashMap<>();
    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private int calls;
    private JsonObject answer;

    private TerminalSocket(Loop loop, Connection connection) {
        this.loop = loop;
        this.connection = connection;
    }

    static TerminalSocket open(Loop loop, Server server) throws IOException {
        var connection = Connection.open(server, "127.0.0.1");
        var socket = new TerminalSocket(loop, connection);
        connection.listen(loop.selector(), socket);
        return socket;
    }

    /** Starts {@code command} in a new terminal. */
    Terminal start(String... command) throws IOException {
        var params = new JsonObject().put("cols", 80).put("rows", 24).put("command", new JsonArray(List.of(command)));
        return terminals.get(call("pty.open", params).getInteger("stream"));
    }

    /** Ends what runs in {@code terminal}. */
    void end(Terminal terminal) throws IOException {
        call("pty.close", new JsonObject().put("terminal", terminal.id()));
        terminals.remove(terminal.stream());
    }

    private JsonObject call(String method, JsonObject params) throws IOException {
        var request = new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", ++calls)
                .put("method", method)
                .put("params", params);
        answer = null;
        connection.send(ClientFrames.text(request.encode()));
        loop.until(() -> answer != null, PATIENCE);
        if (!answer.containsKey("result")) {
            throw new IOException(method + " was answered: " + answer);
        }
        return answer.getJsonObject("result");
    }

    @Override
    public void part(boolean binary, ByteBuffer bytes) throws IOException {
        if (!binary) {
            while (bytes.hasRemaining()) {
                text.write(bytes.get());
            }
            return;
        }
        while (header.hasRemaining() && bytes.hasRemaining()) {
            header.put(bytes.get());
        }
        var terminal = header.hasRemaining() ? null : terminals.get(header.getInt(1));
        if (terminal != null && bytes.hasRemaining()) {
            terminal.output(bytes.remaining());
        }
    }

    @Override
    public void answered(Connection from, long length) throws IOException {
        header.clear();
        if (text.size() > 0) {
            var message = new JsonObject(text.toString(StandardCharsets.UTF_8));
            text.reset();
            if (message.containsKey("id")) {
                answer = message;
                addStarted();
            } else if ("pty.lagged".equals(message.getString("method"))) {
                throw new IOException("too slow for a terminal: " + message);
            }
        }
    }

    /** Before anything else is read: output may follow at once. */
    private void addStarted() {
        var result = answer.getJsonObject("result", new JsonObject());
        if (result.containsKey("stream")) {
            int stream = result.getInteger("stream");
            terminals.put(stream, new Terminal(connection, result.getString("terminal"), stream));
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
