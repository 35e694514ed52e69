package dev.trestle.it;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * The classes of the jar as a JVM has them in memory once it is ready, in a file that the next ones map: each of the many that
 * the tests start need not read and check them again. Made once for a build and a JVM, of a cluster's node with all roles.
 */
final class ClassArchive {

    private static final Path FILE = StartedTrestle.JAR.resolveSibling("trestle-it-" + Runtime.version() + ".jsa");

    private static List<String> flags;

    private ClassArchive() {}

    /** What makes a JVM map it, or read the jar without a word where it does not fit; nothing when it cannot be made. */
    static synchronized List<String> flags() {
        if (flags == null) {
            flags = isThere()
                    ? List.of("-XX:SharedArchiveFile=" + FILE, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
                    : List.of();
        }
        return flags;
    }

    /** Of those that ask at the same time one makes it, and the others wait. */
    private static boolean isThere() {
        var lock = FILE.resolveSibling(FILE.getFileName() + ".lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            if (!isFresh()) {
                make();
            }
            return true;
        } catch (IOException | AssertionError | RuntimeException cause) {
            LoggerFactory.getLogger(ClassArchive.class).warn("no archive of classes; the tests take longer", cause);
            return false;
        }
    }

    private static boolean isFresh() throws IOException {
        return Files.exists(FILE)
                && Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(StartedTrestle.JAR)) > 0;
    }

    private static void make() throws IOException {
        var folder = Files.createTempDirectory("trestle-it");
        var draft = FILE.resolveSibling(FILE.getFileName() + ".draft");
        Files.deleteIfExists(draft);
        var command = new ArrayList<>(StartedTrestle.JVM);
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + draft, "-Xlog:disable"));
        command.addAll(List.of("-jar", StartedTrestle.JAR.toString(), "up", folder.toString(), "--port", "0"));
        var environment = Map.of(
                "LC_ALL", "C.UTF-8",
                "TRESTLE_CLUSTER_ENABLED", "true",
                "TRESTLE_CLUSTER_PORT", Integer.toString(Neighbourhood.freePort()));
        try (var process = Launched.start(folder, environment, command)) {
            process.line(line -> line.startsWith("ready"));
            process.terminate();
        }
        // In one step: a JVM that maps half of one crashes.
        Files.move(draft, FILE, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(folder);
    }
}
