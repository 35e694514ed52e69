package dev.trestle.verticle.fs.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.config.FsConfig;
import dev.trestle.verticle.fs.draft.Tree;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.verticle.fs.watch.Change.Kind;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever runs out, somebody is told. */
class WatcherLimitsTest {

    private static final FsConfig.Watch THREE_DIRECTORIES = new FsConfig.Watch(3, 1000);
    private static final FsConfig.Watch TEN_NAMES = new FsConfig.Watch(1000, 10);

    @TempDir
    Path directory;

    private void file(String path) throws Exception {
        var file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "one");
    }

    private static List<String> brief(List<Change> changes) {
        return changes.stream()
                .map(change -> change.kind() + " " + change.path())
                .toList();
    }

    private static int open() {
        return Path.of("/proc/self/fd").toFile().list().length;
    }

    private static int queueSize() throws Exception {
        // In one read: such a file ends after the first one.
        return Integer.parseInt(Files.readAllLines(Path.of("/proc/sys/fs/inotify/max_queued_events"))
                .get(0));
    }

    @Test
    void aFolderBeyondTheWatchesIsAnOverflowAndTheOthersAreWatched() throws Exception {
        file("a/old");
        file("b/old");
        try (var mirror = new Mirror(directory, THREE_DIRECTORIES, path -> path.startsWith("c/"))) {
            file("c/old");
            assertThat(brief(mirror.told())).containsExactly("CREATED c", "OVERFLOW c");
            file("c/new");
            file("a/new");
            assertThat(brief(mirror.told())).containsExactly("CREATED a/new");
            mirror.awaitTruth();
        }
    }

    @Test
    void atTheStartFoldersBeyondTheWatchesAreTold() throws Exception {
        for (int i = 0; i < 5; i++) {
            file("d" + i + "/old");
        }
        try (var mirror = new Mirror(directory, THREE_DIRECTORIES, path -> path.startsWith("d"))) {
            assertThat(mirror.sofar()).hasSize(3).allMatch(change -> change.kind() == Kind.OVERFLOW);
        }
    }

    @Test
    void aWatchThatIsLetGoServesAnotherFolder() throws Exception {
        file("a/old");
        file("b/old");
        try (var mirror = new Mirror(directory, THREE_DIRECTORIES, path -> false);
                var top = Handle.at(directory)) {
            Tree.clear(top, "a");
            mirror.told();
            file("c/old");
            assertThat(brief(mirror.told())).containsExactly("CREATED c", "CREATED c/old");
        }
    }

    @Test
    void aFolderBeyondTheNamesIsAnOverflowAndItsNamesServeOthers() throws Exception {
        file("a/old");
        try (var mirror = new Mirror(directory, TEN_NAMES, path -> path.startsWith("a/"))) {
            for (int i = 0; i < 12; i++) {
                file("a/new" + i);
            }
            assertThat(brief(mirror.told())).endsWith("OVERFLOW a");
            for (int i = 0; i < 5; i++) {
                file("b/new" + i);
            }
            assertThat(brief(mirror.told())).hasSize(6).doesNotContain("OVERFLOW b");
            mirror.awaitTruth();
        }
    }

    @Test
    void aRootBeyondTheNamesIsRefused() throws Exception {
        for (int i = 0; i < 12; i++) {
            file("new" + i);
        }
        assertThatThrownBy(() -> new Mirror(directory, TEN_NAMES, path -> false).close())
                .hasRootCauseInstanceOf(Failure.class)
                .hasRootCauseMessage("the workspace cannot be watched: fs.watch.maxNames is reached");
    }

    @Test
    void aRootThatGrowsBeyondTheNamesEndsIt() throws Exception {
        try (var mirror = new Mirror(directory, TEN_NAMES, path -> false)) {
            for (int i = 0; i < 12; i++) {
                file("new" + i);
            }
            assertThat(mirror.awaitEnd())
                    .isInstanceOf(Failure.class)
                    .hasMessage("the workspace cannot be watched: fs.watch.maxNames is reached");
        }
    }

    @Test
    void aQueueThatRunsOverIsAnOverflowOfTheRootAndThenAllIsWatchedAgain() throws Exception {
        var held = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        int most = queueSize();
        file("a/old");
        Mirror.Pause pause = () -> {
            held.countDown();
            assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
        };
        try (var mirror = Mirror.of(directory)) {
            // Given
            mirror.pauseOnce(pause);
            file("first");
            assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
            // When
            for (int i = 0; i < most / 2 + 100; i++) {
                Files.delete(Files.createFile(directory.resolve("a/brief" + i % 10)));
            }
            file("a/new/deep/file");
            Files.delete(directory.resolve("a/old"));
            release.countDown();
            // Then
            mirror.await(Kind.OVERFLOW, "");
            mirror.awaitTruth();
            assertThat(brief(mirror.told())).contains("OVERFLOW ");
            file("a/new/deep/other");
            assertThat(brief(mirror.told())).endsWith("CREATED a/new/deep/other");
        }
    }

    @Test
    void aFolderThatIsDeeperThanAnybodyNeedsIsAnOverflow() throws Exception {
        var deep = new StringBuilder("a");
        for (int i = 0; i < 210; i++) {
            deep.append("/a");
        }
        try (var mirror = new Mirror(directory, Mirror.PLENTY, path -> path.length() > 401)) {
            file(deep.toString());
            assertThat(brief(mirror.told()).stream().filter(line -> line.startsWith("OVERFLOW")))
                    .hasSize(1);
            mirror.awaitTruth();
        }
    }

    @Test
    void theRootThatIsDeletedEndsIt() throws Exception {
        var workspace =
                Files.createDirectories(directory.resolve("workspace/inner")).getParent();
        try (var mirror = Mirror.of(workspace);
                var top = Handle.at(directory)) {
            Tree.clear(top, "workspace");
            assertThat(mirror.awaitEnd())
                    .isInstanceOfSatisfying(
                            Failure.class, gone -> assertThat(gone.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }
    }

    @Test
    void theRootThatIsMovedIsStillWatched() throws Exception {
        var workspace = Files.createDirectory(directory.resolve("workspace"));
        try (var mirror = Mirror.of(workspace)) {
            Files.move(workspace, directory.resolve("moved"));
            file("moved/new");
            assertThat(brief(mirror.told())).containsExactly("CREATED new");
        }
    }

    @Test
    void closingLetsGoOfEverything() throws Exception {
        file("a/b/old");
        Mirror.of(directory).close();
        int before = open();
        for (int i = 0; i < 200; i++) {
            Mirror.of(directory).close();
        }
        assertThat(open()).isLessThanOrEqualTo(before + 2);
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("fs-watch-")) {
                // The last thing that a watcher's thread does is to say that it is closed.
                thread.join(TimeUnit.SECONDS.toMillis(20));
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }
}
