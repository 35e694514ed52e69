package dev.trestle.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What a terminal costs in the server in which nothing happens; its program is a process of its own and not counted. */
final class TerminalsMemory {

    private static final int ROUNDS = 3;
    private static final int WARM_UP = 20;

    /** KiB for each terminal: objects, and what is resident beyond the heap. */
    private record Cost(double heap, double rest) {
        double all() {
            return heap + rest;
        }
    }

    private final Setup setup;
    private final int count;

    /** Measures with {@code count} terminals. */
    TerminalsMemory(Setup setup, int count) {
        this.setup = setup;
        this.count = count;
    }

    String run() throws IOException {
        var limit = Integer.toString(WARM_UP + count);
        var settings = Map.of(
                "TRESTLE_PTY_MAX_PER_WORKSPACE",
                limit,
                "TRESTLE_PTY_MAX_PER_PRINCIPAL",
                limit,
                Server.JAVA_OPTIONS,
                Server.TOUCHED);
        var peer = new ArrayList<Double>();
        var ours = new ArrayList<Cost>();
        for (int i = 0; i < ROUNDS; i++) {
            try (var nodePty = Server.nodePty(setup)) {
                peer.add(resident(nodePty));
            }
            try (var trestle = Server.trestle(setup, settings)) {
                ours.add(cost(trestle));
            }
        }
        var table = new Table("KiB per terminal, " + count + " idle", "Trestle", "aim", "node-pty");
        table.row("memory", median(ours, Cost::all), "≤ 64", Table.numbers("%.1f", Table.median(peer)));
        table.row("of that heap, after a collection", median(ours, Cost::heap), "", "");
        return table.toString();
    }

    private double resident(Server server) throws IOException {
        try (var loop = new Loop();
                var socket = TerminalSocket.open(loop, server)) {
            start(socket, WARM_UP);
            long before = Memory.resident(server.pid());
            start(socket, count);
            return kibibytes(Memory.resident(server.pid()) - before);
        }
    }

    private Cost cost(Server server) throws IOException {
        try (var loop = new Loop();
                var socket = TerminalSocket.open(loop, server)) {
            start(socket, WARM_UP);
            var before = Memory.of(server);
            start(socket, count);
            var after = Memory.of(server);
            return new Cost(kibibytes(after.heap() - before.heap()), kibibytes(after.resident() - before.resident()));
        }
    }

    private static void start(TerminalSocket socket, int terminals) throws IOException {
        for (int i = 0; i < terminals; i++) {
            socket.start("cat");
        }
    }

    private double kibibytes(long bytes) {
        return bytes / 1024.0 / count;
    }

    private static String median(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        return Table.numbers(
                "%.1f", Table.median(costs.stream().mapToDouble(figure).boxed().toList()));
    }
}
