package dev.trestle.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Terminals on Trestle beside the same on node-pty and ws, in turns: throughput, and how soon a key is seen. */
final class TerminalsBenchmark {

    private static final Duration CALM = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Rounds that do not count. */
    private static final int WARM_UPS = 2;

    private static final String LINE = "The quick brown fox jumps over the lazy dog, again and again ...\n";
    private static final int LINES = 64 * 1024 * 1024 / LINE.length();
    /** A terminal ends a line with two characters. */
    private static final long OUTPUT = LINES * (LINE.length() + 1L);

    /** What was measured on one server. */
    private static final class Figures {
        private final List<Double> throughput = new ArrayList<>();
        private final Map<Echo, Latencies> echoes = new EnumMap<>(Echo.class);

        Figures() {
            for (var echo : Echo.values()) {
                echoes.put(echo, new Latencies());
            }
        }
    }

    private record Side(Server server, Figures figures) {}

    private final Setup setup;
    private final int rounds;
    private final int keys;

    /** Each of {@code rounds} has a throughput and, for each kind of echo, {@code keys} keys. */
    TerminalsBenchmark(Setup setup, int rounds, int keys) {
        this.setup = setup;
        this.rounds = rounds;
        this.keys = keys;
    }

    String run() throws IOException {
        var file = text();
        var peer = new Figures();
        var ours = new Figures();
        try (var nodePty = Server.nodePty(setup);
                var trestle = Server.trestle(setup)) {
            var calm = new Calm(trestle, CALM);
            var warmUp = List.of(new Side(nodePty, new Figures()), new Side(trestle, new Figures()));
            for (int i = 0; i < WARM_UPS; i++) {
                round(warmUp, file, calm);
            }
            for (int i = 0; i < rounds; i++) {
                round(List.of(new Side(nodePty, peer), new Side(trestle, ours)), file, calm);
            }
        }
        return report(peer, ours);
    }

    private void round(List<Side> sides, Path file, Calm calm) throws IOException {
        for (var side : sides) {
            calm.await();
            double throughput = throughput(side.server, file);
            side.figures.throughput.add(throughput);
            System.err.printf("%s: %.1f MB/s%n", side.server.kind(), throughput);
        }
        for (var echo : Echo.values()) {
            for (var side : sides) {
                calm.await();
                var latencies = echo.measure(side.server, keys);
                side.figures.echoes.get(echo).add(latencies);
                System.err.printf("%s, %s: %s%n", side.server.kind(), echo.title(), Latencies.summary(latencies));
            }
        }
    }

    private Path text() throws IOException {
        var file = setup.output().resolve("terminal.txt");
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int i = 0; i < LINES; i++) {
                writer.write(LINE);
            }
        }
        return file.toAbsolutePath();
    }

    /** MB/s, from the start of the program to its last byte. */
    private static double throughput(Server server, Path file) throws IOException {
        try (var loop = new Loop();
                var socket = TerminalSocket.open(loop, server)) {
            long start = System.nanoTime();
            // The shell stays: node-pty gives up what is unread a moment after its program has ended.
            var terminal = socket.start("sh", "-c", "cat \"$0\"; read line", file.toString());
            loop.until(() -> terminal.received() >= OUTPUT, PATIENCE);
            double seconds = (terminal.lastAt() - start) / 1e9;
            socket.end(terminal);
            if (terminal.received() > OUTPUT) {
                throw new IOException("cat said more than it should: " + terminal.received() + " bytes");
            }
            return OUTPUT / 1e6 / seconds;
        }
    }

    private static String report(Figures peer, Figures ours) {
        var table = new Table("what", "times node-pty", "aim", "node-pty, median / worst", "Trestle, median / worst");
        table.row(
                "`cat` of 64 MiB, MB/s",
                Table.numbers("**%.2f**", Table.median(ours.throughput) / Table.median(peer.throughput)),
                "≥ 1",
                throughputs(peer),
                throughputs(ours));
        for (var echo : Echo.values()) {
            for (int percentile : List.of(50, 99)) {
                var theirs = peer.echoes.get(echo);
                var own = ours.echoes.get(echo);
                table.row(
                        echo.title() + ", p" + percentile + " µs",
                        Table.numbers("**%.2f**", own.median(percentile) / theirs.median(percentile)),
                        "≤ 1",
                        Table.numbers("%.0f", theirs.median(percentile), theirs.worst(percentile)),
                        Table.numbers("%.0f", own.median(percentile), own.worst(percentile)));
            }
        }
        return table + "\n" + floods(peer, ours);
    }

    private static String throughputs(Figures figures) {
        double worst = figures.throughput.stream()
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(Double.NaN);
        return Table.numbers("%.1f", Table.median(figures.throughput), worst);
    }

    private static String floods(Figures peer, Figures ours) {
        var table = new Table("under a flood, times idle", "Trestle", "aim", "node-pty");
        for (var echo : List.of(Echo.FLOOD_BESIDE, Echo.FLOOD_WITHIN)) {
            for (int percentile : List.of(50, 99)) {
                table.row(
                        echo.title() + ", p" + percentile,
                        Table.numbers("**%.2f**", timesIdle(ours, echo, percentile)),
                        "≤ 2",
                        Table.numbers("%.2f", timesIdle(peer, echo, percentile)));
            }
        }
        return table.toString();
    }

    private static double timesIdle(Figures figures, Echo echo, int percentile) {
        return figures.echoes.get(echo).median(percentile)
                / figures.echoes.get(Echo.IDLE).median(percentile);
    }
}
