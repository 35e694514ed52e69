package dev.trestle.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Publishers and subscribers of a server on one thread: a new event is published as soon as fewer than so many are under way,
 * and each must come to each subscriber exactly once.
 */
final class Fanout implements AutoCloseable {

    /**
     * Who tells whom.
     *
     * @param topics are published on in turn
     * @param subscribers of all topics together, one connection each
     * @param window events that may be under way at once
     */
    record Shape(int topics, int subscribers, int window) {

        /** How many subscribers an event has. */
        int each() {
            return subscribers / topics;
        }

        @Override
        public String toString() {
            return String.format("%,d × %,d, %d under way", topics, each(), window);
        }
    }

    private static final int MOST_PUBLISHERS = 16;
    private static final long PATIENCE_NS = Duration.ofSeconds(10).toNanos();
    private static final int WAIT_MS = 10;

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final List<Connection> connections = new ArrayList<>();
    private final List<Connection> publishers = new ArrayList<>();
    private final List<Publication> publications = new ArrayList<>();
    private final Publisher answers = new Publisher();
    private final Histogram latencies = Latencies.round();
    private final List<Server> nodes;
    private final Shape shape;
    private final long origin = System.nanoTime();
    private long stamp;
    private long published;
    private long delivered;
    private long heardAt = origin;

    /** Connects to {@code nodes} of one kind in turn, and subscribes. */
    Fanout(List<Server> nodes, Shape shape) throws IOException {
        this.nodes = nodes;
        this.shape = shape;
        try {
            connect(Dialect.of(kind()));
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private void connect(Dialect dialect) throws IOException {
        for (int i = 0; i < shape.subscribers(); i++) {
            var connection = open(dialect, i);
            dialect.subscribe(connection, Dialect.topic(i % shape.topics()));
            connection.listen(selector, new Subscriber(dialect.rest().length(), this::delivered));
        }
        for (int i = 0; i < shape.topics(); i++) {
            publications.add(dialect.publication(kind(), Dialect.topic(i)));
        }
        for (int i = 0; i < Math.min(MOST_PUBLISHERS, shape.topics()); i++) {
            var connection = open(dialect, i);
            connection.listen(selector, answers);
            publishers.add(connection);
        }
    }

    private Server.Kind kind() {
        return nodes.get(0).kind();
    }

    private Connection open(Dialect dialect, int number) throws IOException {
        var connection = dialect.open(nodes.get(number % nodes.size()));
        connections.add(connection);
        return connection;
    }

    /** Publishes for so long, and counts nothing. */
    void warmUp(Duration time) throws IOException {
        turn(time);
    }

    /** Publishes for so long and reports on what was delivered; then waits for what is under way. */
    Round measure(Duration time) throws IOException {
        latencies.reset();
        long before = delivered;
        var machine = Machine.now(nodes);
        long start = System.nanoTime();
        turn(time);
        long took = System.nanoTime() - start;
        var spent = Machine.now(nodes).since(machine);
        var round = new Round(delivered - before, took, latencies.copy(), spent);
        drain();
        return round;
    }

    private void turn(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        heardAt = System.nanoTime();
        do {
            publish();
            read();
        } while (System.nanoTime() - end < 0);
    }

    private void drain() throws IOException {
        heardAt = System.nanoTime();
        while (delivered < published * shape.each()) {
            read();
        }
        if (delivered > published * shape.each()) {
            throw new IOException(kind() + " delivered an event more than once");
        }
    }

    private void publish() throws IOException {
        while (published * shape.each() - delivered <= (shape.window() - 1L) * shape.each()) {
            // No two are the same: it is the id of the call as well.
            stamp = Math.max(stamp + 1, System.nanoTime() - origin);
            var publication = publications.get((int) (published % publications.size()));
            publication.send(publishers.get((int) (published % publishers.size())), stamp);
            published++;
        }
    }

    private void read() throws IOException {
        try {
            selector.select(this::readable, WAIT_MS);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        if (System.nanoTime() - heardAt > PATIENCE_NS) {
            throw new IOException(kind() + " delivered " + delivered + " of " + published * shape.each()
                    + " events and then nothing; its last answer to a publisher: " + answers);
        }
    }

    private void readable(SelectionKey key) {
        try {
            ((Connection) key.attachment()).read(buffer);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void delivered(long sentAt) {
        heardAt = System.nanoTime();
        delivered++;
        Latencies.count(latencies, heardAt - origin - sentAt);
    }

    @Override
    public void close() throws IOException {
        for (var connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
