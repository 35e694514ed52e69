package dev.trestle.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.HdrHistogram.Histogram;

/** {@code fs.write} of 10 kB beside the same without Trestle: temporary file, fsync, rename, fsync of the directory. */
final class DurableWrites {

    private static final int SIZE = 10_000;
    private static final int WRITES = 400;
    private static final int IN_TURN = 50;

    private final Path folder;
    private final String content = "0123456789abcdef".repeat(SIZE / 16);
    private final ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
    private final Latencies bare = new Latencies();
    private final Latencies trestle = new Latencies();

    /** Writes into {@code folder}, both ways. */
    DurableWrites(Path folder) {
        this.folder = folder;
    }

    /** Measures {@code rounds} rounds by {@code caller}, for whom the folder is {@code workspace}. */
    String run(Caller caller, String workspace, int rounds, Calm calm) throws IOException {
        var params = new JsonObject()
                .put("workspace", workspace)
                .put("path", "trestle.txt")
                .put("content", content);
        var request = Caller.request("fs.write", params);
        round(() -> caller.call(request), Latencies.round(), Latencies.round());
        for (int i = 0; i < rounds; i++) {
            calm.await();
            var withoutTrestle = Latencies.round();
            var withTrestle = Latencies.round();
            round(() -> caller.call(request), withoutTrestle, withTrestle);
            bare.add(withoutTrestle);
            trestle.add(withTrestle);
        }
        return report();
    }

    private void round(Turns.Attempt call, Histogram withoutTrestle, Histogram withTrestle) throws IOException {
        for (int i = 0; i < WRITES; i += IN_TURN) {
            time(this::write, withoutTrestle);
            time(call, withTrestle);
        }
    }

    private static void time(Turns.Attempt attempt, Histogram times) throws IOException {
        for (int i = 0; i < IN_TURN; i++) {
            long start = System.nanoTime();
            attempt.make();
            Latencies.count(times, System.nanoTime() - start);
        }
    }

    private void write() throws IOException {
        var temporary = folder.resolve("bare.tmp");
        try (var file = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(bytes.rewind());
            file.force(true);
        }
        Files.move(temporary, folder.resolve("bare.txt"), StandardCopyOption.ATOMIC_MOVE);
        try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private String report() {
        var table = new Table(
                "write of 10 kB, durable",
                "ms more than bare",
                "aim",
                "bare, median / worst",
                "Trestle, median / worst");
        for (int percentile : new int[] {50, 99}) {
            table.row(
                    "p" + percentile + " ms",
                    Table.numbers("**%.2f**", (trestle.median(percentile) - bare.median(percentile)) / 1000),
                    percentile == 99 ? "≤ 5" : "",
                    Table.numbers("%.2f", bare.median(percentile) / 1000, bare.worst(percentile) / 1000),
                    Table.numbers("%.2f", trestle.median(percentile) / 1000, trestle.worst(percentile) / 1000));
        }
        return table.toString();
    }
}
