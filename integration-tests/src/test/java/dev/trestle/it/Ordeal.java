package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A {@link Fleet} that is used by many while a {@link Nemesis} is at it, and what must be true in the end.
 *
 * <p>First everybody works without trouble for a moment; then all leave, and what the nodes hold is measured. Then the
 * trouble begins. In the end, everything is checked, and what the nodes hold is measured again.
 */
final class Ordeal {

    static final List<String> TOPICS = List.of("topic/a", "topic/b", "circle/c", "topic/d", "circle/e", "topic/f");

    private static final int CALM_MS = 4_000;
    private static final Duration AFTERMATH = Duration.ofMinutes(3);
    private static final int PAUSE_MS = Integer.getInteger("nemesis.pauseMs", 20);

    private final Fleet fleet;
    private final long seed;
    private final Path log;
    private final String sleeper = "sleep " + (100_000 + ProcessHandle.current().pid() % 100_000);
    private final Chronicle chronicle = new Chronicle(TOPICS);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Map<String, Integer> slow = new ConcurrentHashMap<>();
    private final List<OrdealPublisher> publishers;
    private final List<OrdealKeyedPublisher> keyed;
    private final List<OrdealReader> readers;
    private final List<OrdealWriter> writers;
    private final List<OrdealCommander> commanders;
    private volatile boolean over;
    private volatile long end;

    Ordeal(Fleet fleet, Path folder, long seed) throws IOException {
        this.fleet = fleet;
        this.seed = seed;
        log = Files.createFile(folder.resolve("commands.log"));
        publishers =
                IntStream.of(10, 11).mapToObj(i -> new OrdealPublisher(this, i)).toList();
        keyed = IntStream.of(20, 21)
                .mapToObj(i -> new OrdealKeyedPublisher(this, i))
                .toList();
        readers = IntStream.of(30, 31, 32)
                .mapToObj(i -> new OrdealReader(this, i))
                .toList();
        writers = IntStream.of(40, 41).mapToObj(i -> new OrdealWriter(this, i)).toList();
        commanders = IntStream.of(50)
                .mapToObj(i -> new OrdealCommander(this, i, log, sleeper))
                .toList();
    }

    Fleet fleet() {
        return fleet;
    }

    long seed() {
        return seed;
    }

    Chronicle chronicle() {
        return chronicle;
    }

    boolean goesOn() {
        return failure.get() == null && !over;
    }

    /** Ends whoever waits in vain, or for somebody who has failed. */
    void checkPatience(Supplier<String> what) {
        if (failure.get() != null || over && System.nanoTime() > end + AFTERMATH.toNanos()) {
            throw new AssertionError("waited in vain, long after the last trouble, for " + what.get(), failure.get());
        }
    }

    /** So that the machine is busy, and not full. */
    void paced() {
        Visitor.pause(PAUSE_MS);
    }

    /** A call was not answered, on a connection that lives. */
    void unanswered() {
        unanswered.incrementAndGet();
    }

    /** An answer took long: whose, and its code. */
    void slow(String answer) {
        slow.merge(answer, 1, Integer::sum);
    }

    /** What fails in {@code work} fails all. */
    void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error failed) {
            failure.compareAndSet(null, failed);
        }
    }

    /** Lets everybody work until all {@code troubles} have ended. */
    private void phase(List<Runnable> troubles) throws InterruptedException {
        over = false;
        var work = new ArrayList<Runnable>();
        publishers.forEach(one -> work.add(one::run));
        keyed.forEach(one -> work.add(one::run));
        readers.forEach(one -> work.add(one::run));
        writers.forEach(one -> work.add(one::run));
        commanders.forEach(one -> work.add(one::run));
        var visits = begun(work);
        for (var trouble : begun(troubles)) {
            trouble.join();
        }
        end = System.nanoTime();
        over = true;
        for (var visit : visits) {
            visit.join();
        }
        assertThat(failure.get()).as("with seed " + seed).isNull();
    }

    private List<Thread> begun(List<Runnable> work) {
        var threads = work.stream().map(one -> new Thread(() -> attempt(one))).toList();
        threads.forEach(Thread::start);
        return threads;
    }

    /** All of it, with these {@code troubles} at once. */
    void run(List<Runnable> troubles) throws Exception {
        phase(List.of(() -> Visitor.pause(CALM_MS)));
        leave();
        var before = measured();
        phase(troubles);
        fleet.awaitOneDirectory(AFTERMATH);
        readers.forEach(reader -> attempt(reader::readToTheEnd));
        assertThat(failure.get()).as("with seed " + seed).isNull();
        check();
        leave();
        await().atMost(Duration.ofSeconds(30)).until(() -> sleepers() == 0);
        await().atMost(AFTERMATH)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> measured()
                        .forEach((node, left) -> assertThat(left.isBackAt(before.get(node)))
                                .as(node + " held " + before.get(node) + ", and now " + left)
                                .isTrue()));
    }

    /** What subscribers missed and were told of, once they had begun. */
    int missed() {
        return readers.stream().mapToInt(OrdealReader::missed).sum();
    }

    /** What writes were refused with by a gateway that answers. */
    List<String> refused() {
        return writers.stream().flatMap(writer -> writer.refused().stream()).toList();
    }

    private void check() throws IOException {
        readers.forEach(OrdealReader::check);
        for (var writer : writers) {
            for (var file : writer.acknowledged().entrySet()) {
                assertThat(fleet.work().resolve(file.getKey())).hasContent(file.getValue());
            }
        }
        OrdealCommander.check(log, commanders);
        assertThat(unanswered).as("calls without an answer").hasValue(0);
        for (var gateway : fleet.gateways()) {
            var list = Http.post(gateway.http("/api/v1/call/workspace.list"), Http.OWNER, "{}");
            JsonNode services = Json.of(list.body()).at("/workspaces/0/services");
            assertThat(services).extracting(JsonNode::asText).contains("fs", "pty");
        }
    }

    private void leave() {
        Stream.of(publishers, keyed, readers, writers, commanders)
                .flatMap(List::stream)
                .forEach(Visitor::close);
    }

    private Map<String, Leftovers> measured() {
        var measures = new TreeMap<String, Leftovers>();
        fleet.nodes().forEach(node -> measures.put(node.name(), Leftovers.of(node)));
        return measures;
    }

    private long sleepers() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").endsWith(sleeper))
                .count();
    }

    /** What has happened, line by line. */
    List<String> report() {
        var lines = new ArrayList<String>();
        lines.add("seed " + seed);
        lines.add("starts of nodes %d, the slowest %,d ms"
                .formatted(
                        fleet.nodes().stream().mapToInt(FleetNode::lives).sum(),
                        fleet.nodes().stream()
                                .mapToLong(FleetNode::slowestStart)
                                .max()
                                .orElse(0)));
        lines.add("events acknowledged %,d, known to be in the logs %,d"
                .formatted(chronicle.acknowledged(), chronicle.known()));
        lines.add("events of unknown end %,d, requests repeated under their key %,d"
                .formatted(
                        publishers.stream().mapToInt(OrdealPublisher::unknown).sum(),
                        keyed.stream()
                                .mapToInt(OrdealKeyedPublisher::repetitions)
                                .sum()));
        readers.forEach(reader -> lines.add("subscriber: " + reader.counts()));
        lines.add("writes acknowledged %,d"
                .formatted(writers.stream().mapToInt(OrdealWriter::writes).sum()));
        lines.add("commands %,d"
                .formatted(
                        commanders.stream().mapToInt(OrdealCommander::commands).sum()));
        lines.add("connections "
                + Stream.of(publishers, readers, writers, commanders)
                        .flatMap(List::stream)
                        .mapToInt(Visitor::moves)
                        .sum());
        lines.add("calls without an answer " + unanswered + ", answers that took more than 10 s " + slow);
        return lines;
    }
}
