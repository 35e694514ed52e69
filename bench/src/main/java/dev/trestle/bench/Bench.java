package dev.trestle.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What {@code bench/run} starts; its arguments are those of the script. */
public final class Bench {

    private static final int LIMIT_MINUTES = 120;

    private final Setup setup;
    private final String[] arguments;

    private Bench(Setup setup, String[] arguments) {
        this.setup = setup;
        this.arguments = arguments;
    }

    /** Measures, prints a table and keeps it beside the logs. */
    public static void main(String[] arguments) throws IOException {
        CompletableFuture.delayedExecutor(LIMIT_MINUTES, TimeUnit.MINUTES).execute(Bench::giveUp);
        var setup = Setup.ofProperties();
        var report = new Bench(setup, arguments).run();
        Files.writeString(setup.output().resolve(arguments[0] + ".md"), report);
        System.out.print(report);
    }

    private String run() throws IOException {
        return switch (arguments[0]) {
            case "idle" -> new IdleBenchmark(setup, number(1, 10_000)).run();
            case "files" ->
                new FilesBenchmark(setup, number(1, 5), number(2, 2048), Duration.ofSeconds(number(3, 10))).run();
            case "git" -> new GitBenchmark(setup, number(1, 5), Duration.ofSeconds(number(2, 10))).run();
            case "terminals" ->
                new TerminalsBenchmark(setup, number(1, 5), number(2, 2000)).run()
                        + "\n"
                        + new TerminalsMemory(setup, number(3, 200)).run();
            case "topics" ->
                new TopicsBenchmark(setup, number(1, 5), Duration.ofSeconds(number(2, 5)), number(3, 1000)).run()
                        + "\n"
                        + new TopicsMemory(setup, number(4, 100_000)).run();
            case "cluster" ->
                new ClusterBenchmark(setup, number(1, 5), Duration.ofSeconds(number(2, 5)))
                        .run(number(3, 20), number(4, 10_000));
            default -> new CallsBenchmark(setup, Duration.ofSeconds(number(1, 5)), text(2)).run();
        };
    }

    /** Something hangs. What was started is ended on the way out. */
    private static void giveUp() {
        System.err.println("given up after " + LIMIT_MINUTES + " minutes");
        System.exit(1);
    }

    private int number(int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private String text(int index) {
        return arguments.length > index ? arguments[index] : "";
    }
}
