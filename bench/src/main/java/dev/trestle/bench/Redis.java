package dev.trestle.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A redis-server of our own where servers run, on a free port, which writes its log to the disk every second. */
final class Redis implements AutoCloseable {

    private final Child child;
    private final Path folder;
    private final String url;

    private Redis(Child child, Path folder, String url) {
        this.child = child;
        this.folder = folder;
        this.url = url;
    }

    /** Starts one in which there is nothing. */
    static Redis start(Setup setup) throws IOException {
        var folder = Files.createTempDirectory(setup.output().toAbsolutePath(), "redis");
        int port = Port.free();
        var log = setup.output().resolve("redis.log").toFile();
        var command = List.of(
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dir",
                folder.toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "everysec");
        var builder = setup.onServersCore(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        var child = Child.start(builder);
        try {
            Port.await(child, port, log);
            return new Redis(child, folder, "redis://127.0.0.1:" + port);
        } catch (IOException | RuntimeException failed) {
            child.close();
            throw failed;
        }
    }

    /** The environment of a server that uses it. */
    Map<String, String> settings() {
        return Map.of("TRESTLE_REDIS_URL", url, "REDIS_URL", url);
    }

    /** Time on the processor since it began. */
    Duration cpu() {
        return child.process().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws IOException {
        child.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
