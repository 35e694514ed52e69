package dev.trestle.it;

import dev.trestle.it.Launched.Ended;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The jar of this build as a process of its own, ready. */
final class StartedTrestle implements AutoCloseable {

    /** The owner's token of every node here that is given one. */
    static final String TOKEN = "the-owners-token-of-these-tests";

    static final Path ROOT = Path.of(System.getProperty("repository.root"));
    static final Map<String, String> WITH_TOKEN = Map.of("TRESTLE_TOKEN", TOKEN);

    static final Path JAR = Path.of(System.getProperty("trestle.jar"));
    /** Starts a JVM: one that lives for some seconds need not learn to be fast. */
    static final List<String> JVM = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC");

    private final Launched process;
    private final Path folder;
    private final Duration startup;
    private final String readyLine;

    private StartedTrestle(Launched process, Path folder, Duration startup, String readyLine) {
        this.process = process;
        this.folder = folder;
        this.startup = startup;
        this.readyLine = readyLine;
    }

    /** Serves {@code folder} on a free port, with {@link #TOKEN}. */
    static StartedTrestle of(Path folder) {
        return of(folder, WITH_TOKEN);
    }

    /** Serves {@code folder} on a free port, with these settings in the environment and on the command line. */
    static StartedTrestle of(Path folder, Map<String, String> environment, String... arguments) {
        var all = new ArrayList<>(List.of("up", folder.toString(), "--port", "0"));
        all.addAll(List.of(arguments));
        return up(folder, environment, all);
    }

    /** Serves {@code folder} as somebody who owns nothing in it; needs root to become that. */
    static StartedTrestle ofNobody(Path folder, Path jar) {
        var nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        var command = new ArrayList<>(nobody);
        command.addAll(JVM);
        command.addAll(List.of("-jar", jar.toString(), "up", folder.toString(), "--port", "0"));
        return ready(folder, Launched.start(folder, variables(WITH_TOKEN), command));
    }

    /** Runs {@code up} with exactly these arguments. */
    static StartedTrestle up(Path folder, Map<String, String> environment, List<String> arguments) {
        return ready(folder, command(folder, environment, arguments));
    }

    private static StartedTrestle ready(Path folder, Launched process) {
        long start = System.nanoTime();
        try {
            var line = process.line(text -> text.startsWith("ready"));
            return new StartedTrestle(process, folder, Duration.ofNanos(System.nanoTime() - start), line);
        } catch (RuntimeException late) {
            process.close();
            throw late;
        }
    }

    /** Starts {@code java -jar trestle.jar} with these arguments in {@code folder}. */
    private static Launched command(Path folder, Map<String, String> environment, List<String> arguments) {
        var command = new ArrayList<>(JVM);
        command.addAll(ClassArchive.flags());
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(arguments);
        return Launched.start(folder, variables(environment), command);
    }

    /** Runs a command that ends by itself. */
    static Ended run(Path folder, Map<String, String> environment, String... arguments) {
        try (var process = command(folder, environment, List.of(arguments))) {
            return process.ended();
        }
    }

    /** Starts a command that goes on until it is ended. */
    static Launched begin(Path folder, Map<String, String> environment, String... arguments) {
        return command(folder, environment, List.of(arguments));
    }

    /** Without a UTF-8 locale, a JVM cannot name files outside ASCII. */
    private static Map<String, String> variables(Map<String, String> more) {
        var variables = new HashMap<>(Map.of("LC_ALL", "C.UTF-8"));
        variables.putAll(more);
        return variables;
    }

    /** The served folder. */
    Path folder() {
        return folder;
    }

    /** The line that standard output said. */
    String readyLine() {
        return readyLine;
    }

    /** From the start of the process to the ready line. */
    Duration startup() {
        return startup;
    }

    /** {@code path} on the listener, over HTTP. */
    URI http(String path) {
        return readyUrl().resolve(path);
    }

    /** {@code /ws} on the listener with this query, which may be empty. */
    URI ws(String query) {
        var url = readyUrl();
        return URI.create("ws://" + url.getAuthority() + "/ws" + (query.isEmpty() ? "" : "?" + query));
    }

    private URI readyUrl() {
        return URI.create(readyLine.substring("ready ".length()));
    }

    int port() {
        return readyUrl().getPort();
    }

    /** The ticket of the ready line. */
    String ticket() {
        return readyUrl().getQuery().substring("ticket=".length());
    }

    /** A client that has come in as the owner, after its {@code session.ready}. */
    Client client() {
        return Client.open(ws(""), Map.of("Authorization", "Bearer " + TOKEN));
    }

    Launched process() {
        return process;
    }

    /** Drains where it still runs, and ends in any case. */
    @Override
    public void close() {
        try (process) {
            process.terminate();
        }
    }
}
