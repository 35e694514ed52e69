package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a node holds while nobody uses it.
 *
 * @param descriptors open files and sockets
 * @param threads of the process
 * @param children processes that it has started, and theirs; a worker has one that ends terminals when it dies
 * @param heap in MiB, after a collection
 */
record Leftovers(long descriptors, long threads, List<String> children, long heap) {

    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

    /** Connections to nodes that come and go, and what pools have made of threads they may make. */
    private static final int SOME = 40;

    private static final int SOME_MIB = 24;

    /** Waits until nothing of clients is left at {@code node}, and measures the rest. */
    static Leftovers of(FleetNode node) {
        var gone = List.of("trestle_sockets", "trestle_subscriptions", "trestle_topics", "trestle_terminals");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> gone.forEach(metric -> assertThat(node.metric(metric, ""))
                        .as(node.name() + " " + metric)
                        .isZero()));
        long pid = node.process().pid();
        try (var jcmd = Launched.start(
                Path.of("").toAbsolutePath(), Map.of(), List.of(JCMD.toString(), Long.toString(pid), "GC.run"))) {
            jcmd.ended();
        }
        long heap = node.metric("jvm_memory_used_bytes", "area=\"heap\"") >> 20;
        var children = ProcessHandle.of(pid)
                .orElseThrow()
                .descendants()
                .map(Leftovers::described)
                .toList();
        return new Leftovers(entries(pid, "fd"), entries(pid, "task"), children, heap);
    }

    private static String described(ProcessHandle process) {
        try {
            var status = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return status
                    + process.info()
                            .commandLine()
                            .map(line -> line.split("\n")[0])
                            .orElse("");
        } catch (IOException gone) {
            return "gone";
        }
    }

    private static long entries(long pid, String what) {
        try (var entries = Files.list(Path.of("/proc/" + pid + "/" + what))) {
            return entries.count();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Whether this is no more than {@code before}, but for what comes and goes. */
    boolean isBackAt(Leftovers before) {
        return descriptors <= before.descriptors + SOME
                && threads <= before.threads + SOME
                && children.size() <= before.children.size()
                && heap <= before.heap + SOME_MIB;
    }
}
