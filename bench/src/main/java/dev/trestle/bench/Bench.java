package dev.trestle.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

/** What {@code bench/run} starts: {@code calls [SECONDS [OPERATION]]} or {@code idle [CONNECTIONS]}. */
public final class Bench {

    private Bench() {}

    /** Measures, prints a table and keeps it beside the logs. */
    public static void main(String[] arguments) throws IOException {
        var setup = Setup.ofProperties();
        var what = arguments[0];
        var report = what.equals("idle")
                ? new IdleBenchmark(setup, Integer.parseInt(argument(arguments, 1, "10000"))).run()
                : new CallsBenchmark(
                                setup,
                                Duration.ofSeconds(Long.parseLong(argument(arguments, 1, "5"))),
                                argument(arguments, 2, ""))
                        .run();
        Files.writeString(setup.output().resolve(what + ".md"), report);
        System.out.print(report);
    }

    private static String argument(String[] arguments, int index, String otherwise) {
        return arguments.length > index ? arguments[index] : otherwise;
    }
}
