package dev.trestle.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The memory of a server, in bytes.
 *
 * @param heap objects that are in use, right after a full collection
 * @param resident what the process has of the machine
 */
record Memory(long heap, long resident) {

    /** Collects garbage in {@code server} and looks. */
    static Memory of(Server server) throws IOException {
        long heap = liveBytes(server.pid());
        return new Memory(heap, resident(server.pid()));
    }

    /** The histogram counts live objects alone and ends with {@code Total OBJECTS BYTES}. */
    private static long liveBytes(long pid) throws IOException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var total = output.lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow(() -> new IOException("jcmd said: " + output));
        return Long.parseLong(total.split(" +")[2]);
    }

    /** What the process {@code pid} has of the machine, in bytes; 0 where {@code /proc} does not say. */
    static long resident(long pid) throws IOException {
        var status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }
}
