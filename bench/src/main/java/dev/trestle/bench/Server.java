package dev.trestle.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A server under measurement: a process of its own, on a core of its own where {@code taskset} is there. */
final class Server implements AutoCloseable {

    /** What can be measured. Both run with the same Java, the same heap and the same Vert.x, that of trestle.jar. */
    enum Kind {
        ECHO(false),
        TRESTLE(true);

        private final boolean greets;

        Kind(boolean greets) {
            this.greets = greets;
        }

        /** Whether it sends a message before it is asked. */
        boolean greets() {
            return greets;
        }
    }

    private static final List<String> HEAP = List.of("-Xms512m", "-Xmx512m");

    private final Kind kind;
    private final String token;
    private final Process process;
    private final URI address;

    private Server(Kind kind, String token, Process process, URI address) {
        this.kind = kind;
        this.token = token;
        this.process = process;
        this.address = address;
    }

    /** Starts the echo server. */
    static Server echo(Setup setup) throws IOException {
        return start(Kind.ECHO, setup, List.of("-cp", setup.classPath(), EchoServer.class.getName()));
    }

    /** Starts {@code java -jar trestle.jar up} on a folder with one file of 4 KiB. */
    static Server trestle(Setup setup) throws IOException {
        var folder = Files.createDirectories(setup.output().resolve("workspace"));
        Files.writeString(folder.resolve(Traffic.FILE), "0123456789abcde\n".repeat(256));
        var arguments = List.of("-jar", setup.jar().toString(), "up", folder.toString(), "--port", "0");
        return start(Kind.TRESTLE, setup, arguments);
    }

    private static Server start(Kind kind, Setup setup, List<String> arguments) throws IOException {
        var name = kind.name().toLowerCase(Locale.ROOT);
        var command = new ArrayList<>(setup.pinned());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(HEAP);
        command.addAll(setup.flags(name));
        command.addAll(arguments);
        var log = new File(setup.output().toFile(), name + ".log");
        var builder = new ProcessBuilder(command).redirectError(log);
        var token = UUID.randomUUID().toString();
        builder.environment().keySet().removeIf(variable -> variable.startsWith("TRESTLE_"));
        builder.environment().put("TRESTLE_TOKEN", token);
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        try {
            return new Server(kind, token, process, awaitReady(process, log));
        } catch (IOException | RuntimeException failed) {
            process.destroy();
            throw failed;
        }
    }

    private static URI awaitReady(Process process, File log) throws IOException {
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var line = output.readLine();
        if (line == null || !line.startsWith("ready ")) {
            throw new IOException("the server did not start, see " + log);
        }
        return URI.create(line.substring("ready ".length()));
    }

    Kind kind() {
        return kind;
    }

    String token() {
        return token;
    }

    /** Where it listens. */
    URI address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    /** Time on the processor since it began, in user and in kernel mode. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
