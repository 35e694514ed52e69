package dev.trestle.verticle.fs.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import dev.trestle.bus.Draft;
import dev.trestle.bus.Node;
import dev.trestle.config.FsConfig;
import dev.trestle.config.FsSearchConfig;
import dev.trestle.verticle.fs.FsNode;
import dev.trestle.verticle.fs.FsVerticle;
import dev.trestle.wire.Failure;
import io.vertx.core.VertxOptions;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Processes that write files are killed, two hundred times. */
class CrashTest {

    private static final Logger LOGGER = LoggerFactory.getLogger(CrashTest.class);
    private static final int KILLS = 200;
    private static final int LANES = 4;
    private static final long VERSIONS_A_LIFE = 1_000_000;
    private static final long LONGEST_LIFE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicInteger littered = new AtomicInteger();

    @TempDir
    Path directory;

    /** What a writer needs and no more: to look into every jar takes longer than a life, and so does to set up what would log. */
    private static String classPath() {
        return Stream.of(
                        HammeringWriter.class, FsVerticle.class, Draft.class, Failure.class, Native.class, Logger.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(place -> Path.of(URI.create(place.toString())).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Process writer(Path root, long firstVersion) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-XX:+UseSerialGC",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-cp",
                        classPath(),
                        HammeringWriter.class.getName(),
                        root.toString(),
                        Long.toString(firstVersion))
                .redirectError(Redirect.INHERIT)
                .start();
    }

    private static List<String> drafts(Path root) throws IOException {
        try (var files = Files.list(root.resolve("d"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(Draft::isName)
                    .toList();
        }
    }

    /** Lets a writer live for a moment after its first write, kills it, and yields the last version of each file it told. */
    private Map<String, Long> life(Path root, long firstVersion, long nanos) throws Exception {
        var process = writer(root, firstVersion);
        var told = new HashMap<String, Long>();
        try (var output = process.inputReader(StandardCharsets.US_ASCII)) {
            var line = output.readLine();
            assertThat(line).as("the writer writes").isNotNull();
            LockSupport.parkNanos(nanos);
            // By its handle: a Process that is destroyed forgets what it said.
            process.toHandle().destroyForcibly();
            process.waitFor();
            for (; line != null; line = output.readLine()) {
                var words = line.split(" ");
                told.put(words[0], Long.parseLong(words[1]));
                acknowledged.incrementAndGet();
            }
        }
        return told;
    }

    private void lane(Path root, Random random) throws Exception {
        Files.createDirectories(root.resolve("d"));
        var last = new HashMap<String, Long>();
        for (int life = 0; life < KILLS / LANES; life++) {
            last.putAll(life(root, life * VERSIONS_A_LIFE, random.nextLong(LONGEST_LIFE_NANOS)));
            littered.addAndGet(drafts(root).isEmpty() ? 0 : 1);
            for (var file : last.entrySet()) {
                long version = HammeringWriter.version(Files.readString(root.resolve(file.getKey())));
                assertThat(version)
                        .as(file.getKey() + " is whole and no older than told")
                        .isGreaterThanOrEqualTo(file.getValue());
            }
            assertThat(drafts(root)).as("a start sweeps").hasSizeLessThanOrEqualTo(1);
        }
    }

    /** Serves {@code root} until nothing is left there that no client wrote. */
    private static void restart(Path root) throws Exception {
        var node = Node.alone(new VertxOptions().setEventLoopPoolSize(1));
        var uploads = new FsConfig.Uploads(0, 10);
        var watch = new FsConfig.Watch(1000, 100_000);
        var search = new FsSearchConfig(1, 1000, FsSearchConfig.OFF);
        var config = new FsConfig(2, 100, 1000, 1000, 1000, uploads, watch, search);
        FsNode.await(node.vertx().deployVerticle(new FsVerticle(node, config, Map.of("demo", root), 0)));
        FsNode.until(() -> drafts(root).isEmpty());
        FsNode.await(node.leave());
    }

    @Test
    void afterEachKillEveryFileIsWholeAndNoAnswerIsLost() throws Exception {
        // Given
        long seed = System.nanoTime();
        var lanes = new ArrayList<Callable<Void>>();
        for (int i = 0; i < LANES; i++) {
            var root = directory.resolve("lane" + i);
            var random = new Random(seed + i);
            lanes.add(() -> {
                lane(root, random);
                return null;
            });
        }
        var pool = Executors.newFixedThreadPool(LANES);
        LOGGER.atWarn().addKeyValue("seed", seed).log("killing");
        // When
        var outcomes = pool.invokeAll(lanes);
        // Then
        pool.shutdown();
        for (var outcome : outcomes) {
            outcome.get();
        }
        LOGGER.atWarn()
                .addKeyValue("kills", KILLS)
                .addKeyValue("acknowledged", acknowledged)
                .addKeyValue("killsThatLeftADraft", littered)
                .log("killed");
        for (int i = 0; i < LANES; i++) {
            restart(directory.resolve("lane" + i));
            assertThat(drafts(directory.resolve("lane" + i))).isEmpty();
        }
    }
}
