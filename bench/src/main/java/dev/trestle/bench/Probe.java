package dev.trestle.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * {@code fs.stat} five hundred times a second, whatever else goes on. Its latency counts from when a call was due, so calls
 * that a late answer holds up are late as well.
 */
final class Probe implements Connection.Listener, AutoCloseable {

    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(2);

    private final Connection connection;
    private final ByteBuffer request;
    private Histogram latencies = Latencies.round();
    private long due;
    private boolean waiting;

    /** Asks for {@code path} in the workspace {@code default}. */
    Probe(Loop loop, Server server, String path) throws IOException {
        request = Caller.request("fs.stat", new JsonObject().put("path", path));
        connection = Connection.open(server, "127.0.0.1");
        connection.listen(loop.selector(), this);
    }

    /** Begins a round. */
    void begin() {
        latencies = Latencies.round();
        due = System.nanoTime();
    }

    /** What was measured in this round so far. */
    Histogram latencies() {
        return latencies;
    }

    /** Calls, if it is time to. */
    void tick() throws IOException {
        if (!waiting && System.nanoTime() - due >= 0) {
            waiting = true;
            connection.send(request);
        }
    }

    @Override
    public void answered(Connection from, long length) {
        if (waiting) {
            Latencies.count(latencies, System.nanoTime() - due);
            waiting = false;
            due += EVERY;
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
