package dev.trestle.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A cluster of several processes under everything that may happen to them, while it is used: see {@link Nemesis}. {@code
 * integration-tests/nemesis} makes it long; {@code -Dnemesis.seed} makes its choices again, {@code
 * -Dnemesis.flags} are for the JVMs of the nodes.
 */
class NemesisIT {

    private static final int GATEWAYS = Integer.getInteger("nemesis.gateways", 2);
    private static final int WORKERS = Integer.getInteger("nemesis.workers", 2);
    private static final int KILLERS = Integer.getInteger("nemesis.killers", 1);
    private static final int SECONDS = Integer.getInteger("nemesis.seconds", 25);

    static final Map<String, String> SETTINGS = Map.of(
            "TRESTLE_GATEWAY_HEARTBEAT_MS", "1000",
            "TRESTLE_GATEWAY_DRAIN_MS", "3000",
            "TRESTLE_TOPICS_HISTORY_LENGTH", "20000",
            "TRESTLE_PTY_DETACHED_TTL_MS", "5000",
            "TRESTLE_PTY_EXITED_TTL_MS", "1000");

    @Test
    void whateverHappensEverythingIsSeenOnceInOrderAndNothingIsLeft(@TempDir Path folder) throws Exception {
        long seed = Long.getLong("nemesis.seed", System.nanoTime());
        try (var fleet = new Fleet(folder, GATEWAYS, WORKERS, SETTINGS)) {
            var ordeal = new Ordeal(fleet, folder, seed);
            var nemesis = new Nemesis(ordeal, Duration.ofSeconds(SECONDS));
            try {
                var troubles = new ArrayList<Runnable>(List.of(nemesis::trouble));
                IntStream.range(0, KILLERS).forEach(lane -> troubles.add(() -> nemesis.kill(lane)));
                ordeal.run(troubles);
            } finally {
                tell(fleet, ordeal, nemesis);
            }
        }
    }

    private static void tell(Fleet fleet, Ordeal ordeal, Nemesis nemesis) throws IOException {
        var report = ordeal.report();
        report.add("troubles " + nemesis);
        if (fleet.wires() == null) {
            report.add("no network namespaces here, so no partitions: they need root");
        }
        var log = LoggerFactory.getLogger(NemesisIT.class);
        report.forEach(log::info);
        var file = System.getProperty("nemesis.report");
        if (file != null) {
            Files.write(Path.of(file), report);
        }
    }
}
