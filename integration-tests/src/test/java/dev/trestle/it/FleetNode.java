package dev.trestle.it;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** One node of a {@link Fleet}: a process that is started again, in the same place and with the same settings, when it has ended. */
final class FleetNode {

    private static final List<String> FLAGS = List.of("-Xmx192m", "-XX:+ExitOnOutOfMemoryError");

    private static final List<String> MORE = Stream.of(
                    System.getProperty("nemesis.flags", "").split(" "))
            .filter(flag -> !flag.isEmpty())
            .toList();

    /** Who starts or ends while the cluster is cut may wait for those who do not answer; and the machine may be full. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final String name;
    private final int number;
    private final Path folder;
    private final Map<String, String> settings;
    private final List<String> command;
    /** Held by whoever does something to the process. */
    private final ReentrantLock hands = new ReentrantLock();

    private Path jar;
    private volatile Launched process;
    private volatile String url;
    private volatile int lives;
    private volatile long begun;
    private volatile long slowest;

    FleetNode(String name, int number, Path folder, Map<String, String> settings, List<String> prefix) {
        this.name = name;
        this.number = number;
        this.folder = folder;
        this.settings = settings;
        this.command = prefix;
        this.jar = StartedTrestle.JAR;
    }

    String name() {
        return name;
    }

    int number() {
        return number;
    }

    boolean isGateway() {
        return name.startsWith("gateway");
    }

    ReentrantLock hands() {
        return hands;
    }

    /** How often it was started. */
    int lives() {
        return lives;
    }

    /** The longest that it took from its start until it was ready, in milliseconds. */
    long slowestStart() {
        return slowest;
    }

    /** Starts {@code other} from the next time on. */
    void upgrade(Path other) {
        jar = other;
    }

    /** Starts the process, without waiting for it. */
    void begin() {
        var all = new ArrayList<>(command);
        all.addAll(StartedTrestle.JVM);
        all.addAll(FLAGS);
        all.addAll(ClassArchive.flags());
        all.addAll(MORE);
        all.addAll(List.of("-jar", jar.toString(), "up", folder.toString()));
        process = Launched.start(folder, settings, all);
        lives++;
        begun = System.nanoTime();
    }

    /** Waits until it is ready. */
    void ready() {
        url = process.line(line -> line.startsWith("ready"), PATIENCE).replaceFirst("ready ?", "");
        slowest = Math.max(slowest, Duration.ofNanos(System.nanoTime() - begun).toMillis());
    }

    void start() {
        begin();
        ready();
    }

    Launched process() {
        return process;
    }

    void kill() {
        process.close();
    }

    /** Stops it properly; whether all was done in the time that there is for it. */
    boolean drain() {
        var ended = process.terminate(PATIENCE);
        process.close();
        return ended.exitCode() == 0;
    }

    /** {@code path} on a gateway's listener. */
    URI http(String path) {
        return URI.create(url).resolve(path);
    }

    URI ws() {
        return URI.create("ws://" + URI.create(url).getAuthority() + "/ws");
    }

    /** What it tells of itself, in the format of Prometheus. */
    String metrics() {
        var uri = isGateway()
                ? http("/metrics")
                : URI.create("http://" + settings.get("TRESTLE_STATUS_HOST") + ":" + settings.get("TRESTLE_STATUS_PORT")
                        + "/metrics");
        return Http.get(uri).body();
    }

    /** The sum of the values of a metric over all its labels that contain {@code label}. */
    long metric(String metric, String label) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .filter(line -> line.contains(label))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
