package dev.trestle.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
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
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final double MEBIBYTE = 1 << 20;

    /** How a transfer is begun. */
    private interface Start {
        Transfer on(Loop loop) throws IOException;
    }

    /** Rounds of one kind of transfer, or of none. */
    private static final class Figures {
        private final Latencies latencies = new Latencies();
        private final List<Double> throughput = new ArrayList<>();
        private final List<Double> resident = new ArrayList<>();
        private double heap;
    }

    private final Server server;
    private final URI home;
    private final Path folder;
    private final long bytes;
    private final Calm calm;
    private final Duration warmUp;
    private final Figures idle = new Figures();
    private final Figures download = new Figures();
    private final Figures upload = new Figures();
    private final ByteBuffer block = Tree.block();

    /**
     * On {@code server}, whose heap is resident from the start and whose workspace {@code default} is {@code folder} with a
     * {@code data.bin} of so many bytes; what happens within {@code warmUp} does not count.
     */
    Alongside(Server server, Path folder, long bytes, Calm calm, Duration warmUp) {
        this.server = server;
        this.home = server.address().resolve("/api/v1/workspaces/default/files/");
        this.folder = folder;
        this.bytes = bytes;
        this.calm = calm;
        this.warmUp = warmUp;
    }

    /** Reports on {@code rounds}; {@code where} says where the server runs. */
    String run(String where, int rounds) throws IOException {
        try (var loop = new Loop();
                var probe = new Probe(loop, server, "data.bin")) {
            idle(loop, probe);
            warmUp(loop, probe);
            for (int i = 0; i < rounds; i++) {
                calm.await();
                idle.latencies.add(idle(loop, probe));
                during(loop, probe, download, this::download);
                during(loop, probe, upload, this::upload);
            }
            download.heap = heap(loop, this::download);
            upload.heap = heap(loop, this::upload);
        } finally {
            Files.deleteIfExists(uploaded());
        }
        return report(where);
    }

    /** The first uploads hold up calls for a tenth of a second, until the server's code for them is compiled. */
    private void warmUp(Loop loop, Probe probe) throws IOException {
        var forgotten = new Figures();
        long end = System.nanoTime() + warmUp.toNanos();
        do {
            during(loop, probe, forgotten, this::download);
            during(loop, probe, forgotten, this::upload);
        } while (System.nanoTime() - end < 0);
    }

    private Transfer download(Loop loop) throws IOException {
        return Transfer.get(loop, home.resolve("data.bin"), server.token());
    }

    private Transfer upload(Loop loop) throws IOException {
        Files.deleteIfExists(uploaded());
        return Transfer.put(loop, home.resolve("uploaded.bin"), server.token(), block, bytes);
    }

    private Path uploaded() {
        return folder.resolve("uploaded.bin");
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
        try (var transfer = start.on(loop)) {
            // Not sooner: to delete what was uploaded before takes this thread a tenth of a second.
            probe.begin();
            long begin = System.nanoTime();
            loop.until(
                    () -> {
                        probe.tick();
                        peak.look();
                        return transfer.isDone();
                    },
                    PATIENCE);
            figures.throughput.add(bytes / 1e6 / ((System.nanoTime() - begin) / 1e9));
        }
        figures.latencies.add(probe.latencies());
        System.err.printf("fs.stat beside a transfer: %s%n", Latencies.summary(probe.latencies()));
        figures.resident.add(peak.growth() / MEBIBYTE);
    }

    /** How many MiB more are in use in the middle of a transfer; to look takes time, so no call is timed beside it. */
    private double heap(Loop loop, Start start) throws IOException {
        long before = Memory.of(server).heap();
        long most = before;
        try (var transfer = start.on(loop)) {
            while (!transfer.isDone()) {
                loop.pause(BETWEEN_LOOKS);
                most = Math.max(most, Memory.of(server).heap());
            }
        }
        return (most - before) / MEBIBYTE;
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

    private String report(String where) {
        var table = new Table(
                "fs.stat beside " + bytes / 1_000_000 + " MB, server " + where,
                "p99, times idle",
                "aim",
                "p50 / p99 / longest µs",
                "p99 in the worst round, µs",
                "MB/s",
                "MiB more beyond the heap / in it",
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
                transfer ? Table.numbers("%.0f", Table.median(figures.resident), figures.heap) : "",
                transfer ? "< 64 in all" : "");
    }
}
