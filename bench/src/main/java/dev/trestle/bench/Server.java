package dev.trestle.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A server under measurement: a process of its own, on a core of its own where {@code taskset} is there. */
final class Server implements AutoCloseable {

    /** What can be measured. Those in Java run with the same one, the same heap and the same Vert.x, that of trestle.jar. */
    enum Kind {
        ECHO("/ws", false),
        FRAMES("/ws", false),
        TRESTLE("/ws", true),
        NODE_PTY("/ws", false),
        SOCKET_IO("/socket.io/?EIO=4&transport=websocket", true);

        private final String path;
        private final boolean greets;

        Kind(String path, boolean greets) {
            this.path = path;
            this.greets = greets;
        }

        /** Where its WebSocket is. */
        String path() {
            return path;
        }

        /** Whether it sends a message before it is asked. */
        boolean greets() {
            return greets;
        }
    }

    /** The variable with further flags for Java. */
    static final String JAVA_OPTIONS = "JAVA_TOOL_OPTIONS";
    /** The whole heap is resident from the start, so what is resident later is something else. */
    static final String TOUCHED = "-XX:+AlwaysPreTouch";

    /** The variable with the owner's token, which is random where it is not set. */
    static final String TOKEN = "TRESTLE_TOKEN";

    private static final String READY = "ready";

    private static final List<String> HEAP = List.of("-Xms512m", "-Xmx512m");

    private final Kind kind;
    private final String token;
    private final Child process;
    private final URI address;

    private Server(Kind kind, String token, Child process, URI address) {
        this.kind = kind;
        this.token = token;
        this.process = process;
        this.address = address;
    }

    /** Starts the echo server. */
    static Server echo(Setup setup) throws IOException {
        var command = java(setup, "echo", List.of("-cp", setup.classPath(), EchoServer.class.getName()));
        return start(Kind.ECHO, setup, command, Map.of());
    }

    /** Starts the server that writes frames and does nothing else. */
    static Server frames(Setup setup) throws IOException {
        var command = java(setup, "frames", List.of("-cp", setup.classPath(), FrameServer.class.getName()));
        return start(Kind.FRAMES, setup, command, Map.of());
    }

    /** Starts {@code java -jar trestle.jar up} on a folder with one file of 4 KiB. */
    static Server trestle(Setup setup) throws IOException {
        return trestle(setup, Map.of());
    }

    /** As {@link #trestle(Setup)}, with {@code settings} in its environment. */
    static Server trestle(Setup setup, Map<String, String> settings) throws IOException {
        return trestle(setup, List.of(Traffic.folder(setup).toString()), settings);
    }

    /** Starts {@code java -jar trestle.jar up} with {@code workspaces} and with {@code settings} in its environment. */
    static Server trestle(Setup setup, List<String> workspaces, Map<String, String> settings) throws IOException {
        return trestle(setup, List.of(), workspaces, settings);
    }

    /** As {@link #trestle(Setup, List, Map)}, with further {@code arguments}; {@code before} is put before the command. */
    static Server trestle(Setup setup, List<String> before, List<String> arguments, Map<String, String> settings)
            throws IOException {
        var up = new ArrayList<>(List.of("-jar", setup.jar().toString(), "up", "--port", "0"));
        up.addAll(arguments);
        var command = new ArrayList<>(before);
        command.addAll(java(setup, "trestle", up));
        return start(Kind.TRESTLE, setup, command, settings);
    }

    /** Starts the server of {@code peers/node-pty}. */
    static Server nodePty(Setup setup) throws IOException {
        var script = setup.peers().resolve("node-pty").resolve("server.js");
        return start(Kind.NODE_PTY, setup, List.of("node", script.toString()), Map.of());
    }

    /** Starts the server of {@code peers/socket-io}, with {@code settings} in its environment. */
    static Server socketIo(Setup setup, Map<String, String> settings) throws IOException {
        var script = setup.peers().resolve("socket-io").resolve("server.js");
        return start(Kind.SOCKET_IO, setup, List.of("node", script.toString()), settings);
    }

    private static List<String> java(Setup setup, String name, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(HEAP);
        command.addAll(setup.flags(name));
        command.addAll(arguments);
        return command;
    }

    private static Server start(Kind kind, Setup setup, List<String> command, Map<String, String> settings)
            throws IOException {
        // Appended: two of a kind may run at once.
        var log = setup.output()
                .resolve(kind.name().toLowerCase(Locale.ROOT) + ".log")
                .toFile();
        var builder = setup.onServersCore(command).redirectError(ProcessBuilder.Redirect.appendTo(log));
        var token = settings.getOrDefault(TOKEN, UUID.randomUUID().toString());
        builder.environment().put(TOKEN, token);
        builder.environment().putAll(settings);
        var child = Child.start(builder);
        try {
            return new Server(kind, token, child, awaitReady(child.process(), log));
        } catch (IOException | RuntimeException failed) {
            child.close();
            throw failed;
        }
    }

    private static URI awaitReady(Process process, File log) throws IOException {
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var line = output.readLine();
        if (line == null || !line.startsWith(READY)) {
            throw new IOException("the server did not start, see " + log);
        }
        return URI.create(line.substring(READY.length()).strip());
    }

    Kind kind() {
        return kind;
    }

    String token() {
        return token;
    }

    /** Where it listens; empty of a node that is no gateway. */
    URI address() {
        return address;
    }

    long pid() {
        return process.process().pid();
    }

    /** Time on the processor since it began, in user and in kernel mode. */
    Duration cpu() {
        return process.process().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Sends {@code signal}, such as STOP. */
    void signal(String signal) throws IOException {
        process.signal(signal);
    }

    /** Ends it by SIGKILL. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
