package dev.trestle.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What a large download and a large upload do to calls on another connection, and to the memory of the server. */
final class Alongside {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int IDLE_CALLS = 2500;
    private static final long LOOK_NS = 20_000_000;

    /** How a transfer is begun. */
    private interface Start {
        Transfer on(Loop loop) throws IOException;
    }

    /** Rounds of one kind of transfer, or of none. */
    private static final class Figures {
        private final Latencies latencies = new Latencies();
        private final List<Double> throughput = new ArrayList<>();
        private final List<Double> memory = new ArrayList<>();
    }

    private final Server server;
    private final URI home;
    private final Path folder;
    private final long bytes;
    private final Calm calm;
    private final Figures idle = new Figures();
    private final Figures download = new Figures();
    private final Figures upload = new Figures();

    /** On a fresh {@code server}, whose workspace {@code default} is {@code folder} with a {@code data.bin} of so many bytes. */
    Alongside(Server server, Path folder, long bytes, Calm calm) {
        this.server = server;
        this.home = server.address().resolve("/api/v1/workspaces/default/files/");
        this.folder = folder;
        this.bytes = bytes;
        this.calm = calm;
    }

    String run(int rounds) throws IOException {
        var block = Tree.block();
        var uploaded = folder.resolve("uploaded.bin");
        try (var loop = new Loop();
                var probe = new Probe(loop, server, "data.bin")) {
            idle(loop, probe);
            for (int i = 0; i < rounds; i++) {
                calm.await();
                idle.latencies.add(idle(loop, probe));
                var file = home.resolve("data.bin");
                during(loop, probe, download, on -> Transfer.get(on, file, server.token()));
                var target = home.resolve("uploaded.bin");
                during(loop, probe, upload, on -> Transfer.put(on, target, server.token(), block, bytes));
                if (Files.size(uploaded) != bytes) {
                    throw new IOException("the upload has " + Files.size(uploaded) + " bytes");
                }
                Files.delete(uploaded);
            }
        } finally {
            Files.deleteIfExists(uploaded);
        }
        return report();
    }

    private static Histogram idle(Loop loop, Probe probe) throws IOException {
        probe.begin();
        loop.until(
                () -> {
                    probe.tick();
                    return probe.latencies().getTotalCount() >= IDLE_CALLS;
                },
                PATIENCE);
        return probe.latencies();
    }

    private void during(Loop loop, Probe probe, Figures figures, Start start) throws IOException {
        var peak = new Peak(server.pid());
        probe.begin();
        long begin = System.nanoTime();
        try (var transfer = start.on(loop)) {
            loop.until(
                    () -> {
                        probe.tick();
                        peak.look();
                        return transfer.isDone();
                    },
                    PATIENCE);
        }
        figures.throughput.add(bytes / 1e6 / ((System.nanoTime() - begin) / 1e9));
        figures.latencies.add(probe.latencies());
        figures.memory.add(peak.growth() / 1048576.0);
    }

    /** The most memory that a process has, beyond what it had in the beginning. */
    private static final class Peak {
        private final long pid;
        private final long before;
        private long most;
        private long lookedAt = System.nanoTime();

        Peak(long pid) throws IOException {
            this.pid = pid;
            before = Memory.resident(pid);
            most = before;
        }

        void look() throws IOException {
            long now = System.nanoTime();
            if (now - lookedAt > LOOK_NS) {
                lookedAt = now;
                most = Math.max(most, Memory.resident(pid));
            }
        }

        long growth() {
            return most - before;
        }
    }

    private String report() {
        var table = new Table(
                "fs.stat beside " + bytes / 1_000_000 + " MB",
                "p99, times idle",
                "aim",
                "p50 / p99 / longest µs",
                "p99 in the worst round, µs",
                "MB/s",
                "MiB more resident, first / later",
                "aim");
        row(table, "nothing", idle);
        row(table, "download", download);
        row(table, "upload", upload);
        return table.toString();
    }

    private void row(Table table, String name, Figures figures) {
        var latencies = figures.latencies;
        boolean transfer = figures != idle;
        table.row(
                name,
                transfer ? Table.numbers("**%.1f**", latencies.median(99) / idle.latencies.median(99)) : "",
                transfer ? "≤ 3" : "",
                Table.numbers("%.0f", latencies.median(50), latencies.median(99), latencies.median(100)),
                Table.numbers("%.0f", latencies.worst(99)),
                transfer ? Table.numbers("%.0f", Table.median(figures.throughput)) : "",
                transfer ? memory(figures.memory) : "",
                transfer ? "< 64" : "");
    }

    /** The first transfer of a server also fills the part of the heap that nothing had been in. */
    private static String memory(List<Double> growth) {
        double later =
                growth.stream().skip(1).mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        return Table.numbers("%.0f", growth.get(0), later);
    }
}
