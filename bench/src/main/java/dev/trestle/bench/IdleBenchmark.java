package dev.trestle.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a connection costs that is open, has proved who it is and says nothing. */
final class IdleBenchmark {

    private static final int ROUNDS = 3;
    private static final int WARM_UP = 200;
    /** Each loopback address has its own range of ports, so the one of the machine is not used up. */
    private static final int ADDRESSES = 8;

    private record Cost(double heap, double resident) {}

    private final Setup setup;
    private final int count;

    IdleBenchmark(Setup setup, int count) {
        this.setup = setup;
        this.count = count;
    }

    String run() throws IOException {
        var echoes = new ArrayList<Cost>();
        var sockets = new ArrayList<Cost>();
        for (int i = 0; i < ROUNDS; i++) {
            try (var echo = Server.echo(setup)) {
                echoes.add(cost(echo));
            }
            try (var trestle = Server.trestle(setup)) {
                sockets.add(cost(trestle));
            }
        }
        var table = new Table("KiB per connection, " + count + " idle", "times echo", "echo", "Trestle");
        report(table, "heap after a collection", echoes, sockets, Cost::heap);
        report(table, "resident memory", echoes, sockets, Cost::resident);
        return table.toString();
    }

    private Cost cost(Server server) throws IOException {
        var connections = new ArrayList<Connection>();
        try {
            open(server, WARM_UP, connections);
            var before = Memory.of(server);
            open(server, count, connections);
            var after = Memory.of(server);
            checkAlive(server, connections);
            var cost = new Cost(
                    (after.heap() - before.heap()) / 1024.0 / count,
                    (after.resident() - before.resident()) / 1024.0 / count);
            System.err.printf(
                    "%s: heap %.2f, resident %.2f KiB per connection%n", server.kind(), cost.heap(), cost.resident());
            return cost;
        } finally {
            closeAll(connections);
        }
    }

    private static void open(Server server, int number, List<Connection> connections) throws IOException {
        for (int i = 0; i < number; i++) {
            connections.add(Connection.open(server, "127.0.0." + (2 + i % ADDRESSES)));
        }
    }

    /** A connection that has been given up would cost little. */
    private static void checkAlive(Server server, List<Connection> connections) throws IOException {
        var request = ClientFrames.text(Traffic.ping().to(server.kind()));
        for (var connection : connections) {
            connection.send(request);
            connection.readText();
        }
    }

    private static void closeAll(List<Connection> connections) throws IOException {
        for (var connection : connections) {
            connection.close();
        }
    }

    private void report(
            Table table, String name, List<Cost> echoes, List<Cost> sockets, ToDoubleFunction<Cost> figure) {
        double echo = median(echoes, figure);
        double trestle = median(sockets, figure);
        table.row(
                name,
                Table.numbers("**%.2f**", trestle / echo),
                Table.numbers("%.1f", echo),
                Table.numbers("%.1f", trestle));
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        return Table.median(costs.stream().mapToDouble(figure).boxed().toList());
    }
}
