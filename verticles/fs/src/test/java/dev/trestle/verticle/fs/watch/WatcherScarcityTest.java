package dev.trestle.verticle.fs.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system that has no more watches: in a user namespace of its own, so that nobody else runs short. */
class WatcherScarcityTest {

    @TempDir
    Path directory;

    @BeforeEach
    void threeFolders() throws Exception {
        for (var name : List.of("a", "b", "c")) {
            Files.createDirectory(directory.resolve(name));
        }
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("logback"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Process limited(String limit, int value, List<String> command) throws Exception {
        var whole = new ArrayList<>(List.of("unshare", "--user", "--map-root-user", "sh", "-c"));
        whole.add("echo " + value + " > /proc/sys/user/" + limit + " && exec \"$@\"");
        whole.add("sh");
        whole.addAll(command);
        return new ProcessBuilder(whole).start();
    }

    private List<String> watch(String limit, int value) throws Exception {
        assumeTrue(
                limited(limit, value, List.of("true")).waitFor() == 0,
                "no user namespaces here: a system without watches is not tested");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var name = ScarceWatches.class.getName();
        var process = limited(
                limit,
                value,
                List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-cp",
                        classPath(),
                        name,
                        directory.toString()));
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return text.lines().toList();
    }

    @Test
    void foldersForWhichThereIsNoWatchAreTold() throws Exception {
        var told = watch("max_inotify_watches", 3);
        assertThat(told).hasSize(2).endsWith("ready");
        assertThat(told.get(0)).startsWith("OVERFLOW ");
    }

    @Test
    void aWorkspaceForWhichThereIsNoWatchAtAllIsRefused() throws Exception {
        assertThat(watch("max_inotify_watches", 0))
                .endsWith("UNAVAILABLE the workspace cannot be watched: fs.inotify.max_user_watches is reached");
    }

    @Test
    void aSystemWithoutInstancesIsRefused() throws Exception {
        assertThat(watch("max_inotify_instances", 0))
                .containsExactly(
                        "UNAVAILABLE the system cannot watch files: fs.inotify.max_user_instances, or the limit of open files, is reached");
    }
}
