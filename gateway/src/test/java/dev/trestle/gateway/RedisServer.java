package dev.trestle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A redis-server of a test's own, which writes down what it is told and can be ended and begun again. */
public final class RedisServer implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final String options;
    private Process process;

    private RedisServer(Path folder, int port, String options) {
        this.folder = folder;
        this.port = port;
        this.options = options;
    }

    /** Starts one that keeps its files in {@code folder}, with {@code options} of its command line. */
    public static RedisServer start(Path folder, String... options) {
        var server = new RedisServer(folder, freePort(), String.join(" ", options));
        server.begin();
        return server;
    }

    /** Starts a sentinel that follows the master at {@code port}. */
    static RedisServer sentinel(Path folder, int port) throws IOException {
        var rules = """
                sentinel monitor mymaster 127.0.0.1 %d 1
                sentinel down-after-milliseconds mymaster 300
                sentinel failover-timeout mymaster 5000
                """;
        var file = Files.writeString(folder.resolve("sentinel.conf"), String.format(rules, port));
        var server = new RedisServer(folder, freePort(), file + " --sentinel");
        server.begin();
        return server;
    }

    /** A port that nobody listens on, and that no connection out of this machine takes in the meantime. */
    static int freePort() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(16_000, 32_000);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // Another, then.
            }
        }
        throw new AssertionError("no port is free");
    }

    int port() {
        return port;
    }

    /** Where it is. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Starts it, on what is in its folder. */
    public void begin() {
        // With everysec, what was acknowledged waits in memory while the disk is slow, and some tests count on it.
        var keeping = " --appendonly yes --appendfsync always --save ''";
        var command = "redis-server " + (options.endsWith("--sentinel") ? options : options + keeping)
                + " --bind 127.0.0.1 --port " + port + " --dir " + folder;
        try {
            process = new ProcessBuilder("sh", "-c", "exec " + command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("redis.log").toFile())
                    .start();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        TestGateway.until(() -> String.valueOf(say("PING")).matches(".PONG|-NOAUTH.*"));
        assertThat(process.isAlive()).as("it is this one that answers").isTrue();
    }

    /** The first line of the answer to {@code command}; {@code null} when nobody answers. */
    public String say(String command) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = new StringBuilder();
            for (int next = socket.getInputStream().read();
                    next >= ' ';
                    next = socket.getInputStream().read()) {
                answer.append((char) next);
            }
            return answer.toString();
        } catch (IOException nobody) {
            assertThat(process.isAlive()).as("redis-server runs").isTrue();
            return null;
        }
    }

    /** The answer to {@code words}, its lines with a blank between. */
    public String ask(String... words) {
        var request = new StringBuilder("*" + words.length + "\r\n");
        for (var word : words) {
            int length = word.getBytes(StandardCharsets.UTF_8).length;
            request.append("$" + length + "\r\n" + word + "\r\n");
        }
        // What follows tells where the answer ends.
        var end = "the end of the answer";
        request.append("*2\r\n$4\r\nPING\r\n$" + end.length() + "\r\n" + end + "\r\n");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
            var answer = new ByteArrayOutputStream();
            while (!answer.toString(StandardCharsets.UTF_8).endsWith(end + "\r\n")) {
                answer.write(socket.getInputStream().read());
            }
            var text = answer.toString(StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf("$" + end.length()))
                    .strip()
                    .replace("\r\n", " ");
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it at once, as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly().onExit().orTimeout(5, TimeUnit.SECONDS).join();
    }

    /** Remembers what is on its disk now. */
    public void keep() {
        copy(folder.resolve("appendonlydir"), folder.resolve("kept"));
    }

    /** Ends it, puts back what {@link #keep} remembered, and begins it again: as if the machine had lost its last writes. */
    public void loseWhatCameAfter() {
        kill();
        copy(folder.resolve("kept"), folder.resolve("appendonlydir"));
        begin();
    }

    /** Ends it and begins it again with nothing. */
    public void loseAll() {
        kill();
        var files = folder.resolve("appendonlydir").toFile().listFiles();
        for (var file : files) {
            assertThat(file.delete()).isTrue();
        }
        begin();
    }

    private static void copy(Path from, Path to) {
        try (var files = Files.list(from)) {
            Files.createDirectories(to);
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** From now on it cannot save, which it takes as a reason to refuse writes. */
    public void failToSave() {
        try {
            // A file cannot take the place of a folder.
            Files.createDirectory(folder.resolve("dump.rdb"));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        say("CONFIG SET save '1 1'");
        say("BGSAVE");
        TestGateway.until(() -> say("SET saved no").startsWith("-MISCONF"));
    }

    /** It can save again. */
    public void saveAgain() {
        say("CONFIG SET save ''");
        TestGateway.until(() -> say("SET saved yes").equals("+OK"));
    }

    /** Sends it {@code signal}, such as STOP. */
    public void signal(String signal) {
        try {
            var kill = new ProcessBuilder("kill", "-s", signal, Long.toString(process.pid())).start();
            assertThat(kill.onExit().orTimeout(5, TimeUnit.SECONDS).join().exitValue())
                    .isZero();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
