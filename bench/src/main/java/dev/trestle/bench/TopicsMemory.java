package dev.trestle.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What a topic costs that has one subscriber and no events, and how fast it is subscribed to. */
final class TopicsMemory {

    private static final int ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** What one connection may subscribe to by default. */
    private static final int PER_CONNECTION = 1000;

    private record Cost(double perSecond, double cpu, double heap, double rest) {}

    /** A connection that subscribes to one topic after the other. */
    private static final class Client implements Connection.Listener {
        private final Connection connection;
        private final int end;
        private int next;

        Client(Connection connection, int first, int end) {
            this.connection = connection;
            this.next = first;
            this.end = end;
        }

        /** Whether it has been answered for the last one. */
        boolean isDone() {
            return next > end;
        }

        void go() throws IOException {
            if (next < end) {
                connection.send(Dialect.of(Server.Kind.TRESTLE).subscription(Dialect.topic(next)));
            }
            next++;
        }

        @Override
        public void part(boolean binary, ByteBuffer bytes) throws IOException {
            var text = StandardCharsets.UTF_8.decode(bytes.slice()).toString();
            if (text.contains("\"error\":")) {
                throw new IOException("a subscription was answered: " + text);
            }
        }

        @Override
        public void answered(Connection from, long length) throws IOException {
            go();
        }
    }

    private final Setup setup;
    private final int count;

    /** Measures with {@code count} topics. */
    TopicsMemory(Setup setup, int count) {
        this.setup = setup;
        this.count = count;
    }

    String run() throws IOException {
        var costs = new ArrayList<Cost>();
        for (int i = 0; i < ROUNDS; i++) {
            try (var trestle = Server.trestle(setup, Map.of(Server.JAVA_OPTIONS, Server.TOUCHED))) {
                costs.add(cost(trestle));
                System.err.println(costs.get(i));
            }
        }
        var table = new Table(String.format("%,d topics with one subscriber each, of %,d", count, PER_CONNECTION), "");
        table.row("subscriptions/s", median("%,.0f", costs, Cost::perSecond));
        table.row("CPU µs per subscription", median("%.1f", costs, Cost::cpu));
        table.row("KiB of heap per topic, after a collection", median("%.2f", costs, Cost::heap));
        table.row("KiB per topic beyond the heap", median("%.2f", costs, Cost::rest));
        return table.toString();
    }

    private Cost cost(Server server) throws IOException {
        try (var loop = new Loop()) {
            var connections = new ArrayList<Connection>();
            try {
                subscribe(loop, clients(loop, server, count, count + PER_CONNECTION, connections));
                var clients = clients(loop, server, 0, count, connections);
                var before = Memory.of(server);
                var cpu = server.cpu();
                long start = System.nanoTime();
                subscribe(loop, clients);
                double seconds = (System.nanoTime() - start) / 1e9;
                double spent = server.cpu().minus(cpu).toNanos() / 1000.0 / count;
                var after = Memory.of(server);
                return new Cost(
                        count / seconds,
                        spent,
                        (after.heap() - before.heap()) / 1024.0 / count,
                        (after.resident() - before.resident()) / 1024.0 / count);
            } finally {
                for (var connection : connections) {
                    connection.close();
                }
            }
        }
    }

    /** For the topics from {@code first} to before {@code end}, as many connections as they need. */
    private static List<Client> clients(Loop loop, Server server, int first, int end, List<Connection> connections)
            throws IOException {
        var clients = new ArrayList<Client>();
        for (int i = first; i < end; i += PER_CONNECTION) {
            var connection = Connection.open(server, "127.0.0.1");
            connections.add(connection);
            var client = new Client(connection, i, Math.min(end, i + PER_CONNECTION));
            connection.listen(loop.selector(), client);
            clients.add(client);
        }
        return clients;
    }

    private static void subscribe(Loop loop, List<Client> clients) throws IOException {
        for (var client : clients) {
            client.go();
        }
        loop.until(() -> clients.stream().allMatch(Client::isDone), PATIENCE);
    }

    private static String median(String format, List<Cost> costs, ToDoubleFunction<Cost> figure) {
        return Table.numbers(
                format, Table.median(costs.stream().mapToDouble(figure).boxed().toList()));
    }
}
