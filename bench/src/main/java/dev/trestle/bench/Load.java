package dev.trestle.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A closed loop on one thread: each connection sends its request again as soon as the answer is complete. Requests are
 * encoded once and answers told apart by their length alone, so that the load costs less than what it measures.
 */
final class Load implements Connection.Listener, AutoCloseable {

    private static final long LONGEST = TimeUnit.SECONDS.toNanos(10);

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final Histogram latencies = new Histogram(LONGEST, 3);
    private final List<Connection> connections = new ArrayList<>();
    private final List<Server> nodes;
    private final ByteBuffer request;
    private long answerLength;
    private long answers;
    private long now;
    private boolean ending;

    /**
     * Opens {@code count} connections to the first of {@code nodes}, which works with the others, and makes sure that it
     * answers {@code traffic} as it should.
     */
    Load(List<Server> nodes, Traffic traffic, int count) throws IOException {
        this.nodes = nodes;
        var server = nodes.get(0);
        this.request = ClientFrames.text(traffic.to(server.kind()));
        for (int i = 0; i < count; i++) {
            var connection = Connection.open(server, "127.0.0.1");
            connections.add(connection);
            connection.send(request);
            var answer = connection.readText();
            if (server.kind() == Server.Kind.TRESTLE && !answer.contains("\"result\":")) {
                throw new IOException(traffic.name() + " was answered: " + answer);
            }
            answerLength = answer.length();
            connection.listen(selector, this);
        }
    }

    /** Runs until {@code warmUp} and {@code measured} are over and reports on the second. */
    Round run(Duration warmUp, Duration measured) throws IOException {
        now = System.nanoTime();
        for (var connection : connections) {
            ask(connection);
        }
        turn(warmUp);
        latencies.reset();
        answers = 0;
        var machine = Machine.now(nodes);
        long start = System.nanoTime();
        turn(measured);
        long took = System.nanoTime() - start;
        var spent = Machine.now(nodes).since(machine);
        ending = true;
        turn(Duration.ofMillis(100));
        return new Round(answers, took, latencies.copy(), spent);
    }

    private void turn(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        do {
            selector.select(this::readable, 100);
        } while (now < end && (now = System.nanoTime()) < end);
    }

    private void readable(SelectionKey key) {
        try {
            ((Connection) key.attachment()).read(buffer);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void answered(Connection connection, long length) throws IOException {
        if (length != answerLength) {
            throw new IOException("an answer of " + length + " bytes among answers of " + answerLength);
        }
        if (!ending) {
            now = System.nanoTime();
            latencies.recordValue(Math.min(now - connection.sentAt, LONGEST));
            answers++;
            ask(connection);
        }
    }

    private void ask(Connection connection) throws IOException {
        connection.sentAt = now;
        connection.send(request);
    }

    @Override
    public void close() throws IOException {
        for (var connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
