package dev.trestle.verticle.fs;

import static dev.trestle.verticle.fs.FsNode.list;
import static dev.trestle.verticle.fs.FsNode.patch;
import static dev.trestle.verticle.fs.FsNode.read;
import static dev.trestle.verticle.fs.FsNode.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.verticle.fs.Flipping.Pair;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Operation;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Somebody who runs code in the workspace exchanges directories for links to the outside while calls run. */
class FsRaceTest {

    private static final Logger LOGGER = LoggerFactory.getLogger(FsRaceTest.class);
    private static final Duration ATTACK = Duration.ofSeconds(10);
    private static final long LEAST_CALLS = 100_000;
    private static final int IN_FLIGHT = 32;
    private static final String SECRET = "secret";

    @RegisterExtension
    final FsNode fs = new FsNode();

    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final AtomicLong escapes = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);

    /** A directory inside and one outside that look alike, and names for links to the latter. */
    @BeforeEach
    void twins() throws Exception {
        for (var name : List.of("a.txt", "gone.txt", "sub/b.txt", "sub/deep/c.txt")) {
            fs.file("w/d/" + name, "inside");
            fs.file("w/t/x/" + name, "inside");
            var canary = fs.outside().resolve(name);
            Files.createDirectories(canary.getParent());
            Files.writeString(canary, SECRET);
        }
        fs.file("w/f.txt", "inside");
        fs.link("w/trap", fs.outside().toString());
        fs.link("w/f-trap.txt", "../../outside/secret.txt");
        // A link on the way makes the walk go part by part.
        fs.link("via", "w/../w");
        fs.link("w/t/y", "../../../outside");
    }

    /** Name, size, mode and times of all that is outside: whatever is made and removed again shows in a time. */
    private Map<String, String> outside() throws IOException {
        var seen = new TreeMap<String, String>();
        try (var files = Files.walk(fs.outside())) {
            for (var file : files.toList()) {
                var facts = Files.readAttributes(file, "unix:size,mode,ino,lastModifiedTime,ctime");
                var content = Files.isRegularFile(file) ? Files.readString(file) : "";
                seen.put(file.toString(), new TreeMap<>(facts) + content);
            }
        }
        return seen;
    }

    private Path inside(String path) {
        return fs.root().resolve(path);
    }

    private <Q, R> Future<R> send(Operation<Q, R> operation, Q request) {
        inFlight.acquireUninterruptibly();
        calls.incrementAndGet();
        return fs.send(operation, request).andThen((answer, failed) -> {
            if (failed == null && answer.toString().contains(SECRET)) {
                escapes.incrementAndGet();
            }
            var outcome =
                    failed == null ? "ok" : String.valueOf(failed instanceof Failure failure ? failure.code() : failed);
            answers.computeIfAbsent(operation.name() + " " + outcome, key -> new LongAdder())
                    .increment();
            inFlight.release();
        });
    }

    private void looks() {
        for (var path : List.of("w/d/a.txt", "w/d/sub/b.txt", "w/f.txt", "w/t/x/a.txt", "via/d/a.txt")) {
            send(Fs.READ, read(path));
        }
        // Only outside is there such a name.
        send(Fs.STAT, new Fs.Stat("w/d/secret.txt")).onSuccess(found -> escapes.incrementAndGet());
        send(Fs.STAT, new Fs.Stat("w/d/sub/deep/c.txt"));
        send(Fs.LIST, list("w/d"));
        send(Fs.LIST, new Fs.ListFiles("w/t", 4, 100, null, true));
    }

    private void changes(int round) {
        send(Fs.WRITE, write("w/d/a.txt", "inside"));
        send(Fs.WRITE, new Fs.Write("w/d/new/" + round, "inside", Fs.Encoding.UTF8, null, true, true));
        send(Fs.WRITE, write("w/f.txt", "inside"));
        send(Fs.PATCH, patch("w/d/sub/b.txt", "@@ -1,6 +1,6 @@\n-i\n+I\n nside\n", Fs.PatchFormat.DMP));
        send(Fs.MKDIR, new Fs.MakeDirectory("w/d/made" + round, false));
        send(Fs.MKDIR, new Fs.MakeDirectory("w/d/sub/made/" + round, true));
        send(Fs.DELETE, new Fs.Delete("w/d/new", true));
        send(Fs.DELETE, new Fs.Delete("w/d/gone.txt", false));
        send(Fs.DELETE, new Fs.Delete("w/d/made" + round, true));
        send(Fs.MOVE, new Fs.Move("w/d/a.txt", "w/moved.txt", true));
        send(Fs.MOVE, new Fs.Move("w/moved.txt", "w/d/a.txt", true));
        send(Fs.MOVE, new Fs.Move("w/d/sub", "w/d/sub2", false));
        send(Fs.MOVE, new Fs.Move("w/d/sub2", "w/d/sub", false));
        send(Fs.COPY, new Fs.Copy("w/d/a.txt", "w/copy.txt", true));
        send(Fs.COPY, new Fs.Copy("w/f.txt", "w/d/copy.txt", true));
        send(Fs.COPY, new Fs.Copy("w/t", "w/t2", false));
        send(Fs.READ, read("w/copy.txt"));
        send(Fs.READ, read("w/moved.txt"));
        send(Fs.READ, read("w/t2/x/a.txt"));
        send(Fs.DELETE, new Fs.Delete("w/t2/x", true));
        send(Fs.DELETE, new Fs.Delete("w/t2", true));
        send(Fs.DELETE, new Fs.Delete("w/t", true));
    }

    /** Puts back what the calls took away, without going through what is exchanged. */
    private void mend(int round) throws IOException {
        send(Fs.WRITE, new Fs.Write("w/d/sub/b.txt", "inside", Fs.Encoding.UTF8, null, true, true));
        send(Fs.WRITE, write("w/d/gone.txt", "inside"));
        var fresh = "fresh" + round;
        fs.file(fresh + "/x/sub/deep/c.txt", "inside");
        fs.file(fresh + "/x/a.txt", "inside");
        fs.link(fresh + "/y", fs.outside().toString());
        inFlight.acquireUninterruptibly(IN_FLIGHT);
        inFlight.release(IN_FLIGHT);
        if (Files.notExists(inside("w/t"))) {
            Files.move(inside(fresh), inside("w/t"));
        }
    }

    /** Looks at each part and then uses the whole path. */
    private String naively(String path) throws IOException {
        var here = fs.root();
        for (var part : path.split("/")) {
            here = here.resolve(part);
            if (Files.isSymbolicLink(here)) {
                return "refused";
            }
        }
        return Files.readString(here);
    }

    @Test
    void whoeverLooksFirstAndOpensThenIsLedOut() throws Exception {
        // Given
        long end = System.nanoTime() + ATTACK.toNanos();
        long tries = 0;
        long flips;
        // When
        try (var attacker = Flipping.of(new Pair(inside("w/d"), inside("w/trap")))) {
            while (escapes.get() < 10 && System.nanoTime() < end) {
                tries++;
                if (naively("w/d/a.txt").equals(SECRET)) {
                    escapes.incrementAndGet();
                }
            }
            flips = attacker.flips();
        }
        // Then
        LOGGER.atWarn()
                .addKeyValue("tries", tries)
                .addKeyValue("flips", flips)
                .addKeyValue("escapes", escapes)
                .log("the naive way");
        assertThat(escapes).hasPositiveValue();
    }

    @Test
    void aFileThatIsExchangedForAPipeKeepsNobody() throws Exception {
        // Given
        fs.pipe("w/pipe");
        long end = System.nanoTime() + ATTACK.toNanos() / 5;
        long flips;
        // When
        try (var attacker = Flipping.of(new Pair(inside("w/f.txt"), inside("w/pipe")))) {
            while (System.nanoTime() < end) {
                send(Fs.READ, read("w/f.txt"));
                send(Fs.PATCH, patch("w/f.txt", "@@ -1,6 +1,6 @@\n-i\n+I\n nside\n", Fs.PatchFormat.DMP));
                send(Fs.COPY, new Fs.Copy("w/f.txt", "w/copy.txt", true));
                send(Fs.LIST, list("w/f.txt"));
            }
            flips = attacker.flips();
        }
        // Then
        assertThat(inFlight.tryAcquire(IN_FLIGHT, 10, TimeUnit.SECONDS)).isTrue();
        LOGGER.atWarn()
                .addKeyValue("calls", calls)
                .addKeyValue("flips", flips)
                .addKeyValue("answers", new TreeMap<>(answers))
                .log("raced with a pipe");
        assertThat(answers.keySet())
                .contains("fs.read ok", "fs.read UNSUPPORTED")
                .noneMatch(key -> key.endsWith("INTERNAL"));
    }

    @Test
    void aDirectoryThatIsExchangedForALinkNeverLeadsOut() throws Exception {
        // Given
        var before = outside();
        long start = System.nanoTime();
        long flips;
        // When
        try (var attacker = Flipping.of(
                new Pair(inside("w/d"), inside("w/trap")),
                new Pair(inside("w/f.txt"), inside("w/f-trap.txt")),
                new Pair(inside("w/t/x"), inside("w/t/y")))) {
            for (int round = 0; System.nanoTime() - start < ATTACK.toNanos() || calls.get() < LEAST_CALLS; round++) {
                for (int i = 0; i < 100; i++) {
                    looks();
                }
                changes(round);
                mend(round);
            }
            inFlight.acquireUninterruptibly(IN_FLIGHT);
            flips = attacker.flips();
        }
        // Then
        LOGGER.atWarn()
                .addKeyValue("calls", calls)
                .addKeyValue("flips", flips)
                .addKeyValue("escapes", escapes)
                .addKeyValue("answers", new TreeMap<>(answers))
                .log("raced");
        assertThat(escapes).hasValue(0);
        assertThat(outside()).isEqualTo(before);
    }
}
