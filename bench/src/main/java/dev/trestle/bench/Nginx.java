package dev.trestle.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An nginx of our own where servers run, which serves one folder on a free port. */
final class Nginx implements AutoCloseable {

    private static final int ATTEMPTS = 100;
    private static final int PAUSE_MS = 50;

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
        int port = freePort();
        var configuration = Files.writeString(prefix.resolve("nginx.conf"), configuration(prefix, folder, port));
        var command = List.of(program.get().toString(), "-p", prefix.toString(), "-c", configuration.toString());
        var log = prefix.resolve("start.log").toFile();
        var child = Child.start(
                setup.onServersCore(command).redirectErrorStream(true).redirectOutput(log));
        try {
            awaitListening(child, port);
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

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
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

    private static void awaitListening(Child child, int port) throws IOException {
        for (int i = 0; i < ATTEMPTS && child.process().isAlive(); i++) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException notYet) {
                pause();
            }
        }
        throw new IOException("nginx did not start, see start.log and error.log in its folder");
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
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
