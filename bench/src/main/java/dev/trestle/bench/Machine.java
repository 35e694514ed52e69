package dev.trestle.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/**
 * Time that processors have spent.
 *
 * @param server on the server that is measured, all of its nodes together
 * @param load on this process, which makes the load
 * @param all on anything, the hypervisor's other guests included; zero where {@code /proc} does not say
 */
record Machine(Duration server, Duration load, Duration all) {

    private static final Path STAT = Path.of("/proc/stat");
    private static final long TICK_MS = 10;

    static Machine now(Collection<Server> nodes) throws IOException {
        var servers = nodes.stream().map(Server::cpu).reduce(Duration.ZERO, Duration::plus);
        var load = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        return new Machine(servers, load, busy());
    }

    /** The first line is {@code cpu user nice system idle iowait irq softirq steal guest …}; guest time is in user's. */
    private static Duration busy() throws IOException {
        if (!Files.exists(STAT)) {
            return Duration.ZERO;
        }
        var fields = Files.readAllLines(STAT).get(0).trim().split(" +");
        var fieldsOfWork = Arrays.asList(1, 2, 3, 6, 7, 8);
        return Duration.ofMillis(TICK_MS
                * fieldsOfWork.stream()
                        .mapToLong(field -> Long.parseLong(fields[field]))
                        .sum());
    }

    Machine since(Machine before) {
        return new Machine(server.minus(before.server), load.minus(before.load), all.minus(before.all));
    }

    /** The same, when {@code accounted} of it was spent on what the server uses. */
    Machine without(Duration accounted) {
        return new Machine(server, load, all.minus(accounted));
    }

    /** What neither the server nor the load can account for. */
    Duration others() {
        var rest = all.minus(server).minus(load);
        return rest.isNegative() ? Duration.ZERO : rest;
    }
}
