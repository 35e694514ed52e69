package dev.trestle.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An nginx of our own where servers run, which serves one folder on a free port. */
final class Nginx implements AutoCloseable {

    private final Child child;
    private final URI address;

    private Nginx(Child child, URI address) {
        this.child = child;
        this.address = address;
    }

    /** Starts it for {@code folder}; empty when this machine has none. */
    static Optional<Nginx> serving(Path folder, Setup setup) throws IOException {
        var program = program();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        var prefix = Files.createDirectories(setup.output().resolve("nginx")).toAbsolutePath();
        int port = Port.free();
        var configuration = Files.writeString(prefix.resolve("nginx.conf"), configuration(prefix, folder, port));
        var command = List.of(program.get().toString(), "-p", prefix.toString(), "-c", configuration.toString());
        var log = prefix.resolve("start.log").toFile();
        var child = Child.start(
                setup.onServersCore(command).redirectErrorStream(true).redirectOutput(log));
        try {
            Port.await(child, port, log);
            return Optional.of(new Nginx(child, URI.create("http://127.0.0.1:" + port + "/")));
        } catch (IOException | RuntimeException failed) {
            child.close();
            throw failed;
        }
    }

    private static Optional<Path> program() {
        var folders = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin";
        return Stream.of(folders.split(":"))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Started by root, it would serve as somebody who may not read the folder; started by others, it ignores user. */
    private static String configuration(Path prefix, Path folder, int port) {
        return String.join(
                "\n",
                "daemon off;",
                "user root;",
                "worker_processes 1;",
                "pid \"" + prefix + "/pid\";",
                "error_log \"" + prefix + "/error.log\";",
                "events {}",
                "http {",
                "    access_log off;",
                "    sendfile on;",
                "    tcp_nopush on;",
                "    server {",
                "        listen 127.0.0.1:" + port + ";",
                "        root \"" + folder + "\";",
                "    }",
                "}",
                "");
    }

    /** Where it listens. */
    URI address() {
        return address;
    }

    @Override
    public void close() {
        child.close();
    }
}
