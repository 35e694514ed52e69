package dev.trestle.verticle.fs.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What git ignores is neither watched nor told. */
class WatcherIgnoreTest {

    @TempDir
    Path directory;

    @BeforeEach
    void aWorkTree() throws Exception {
        Files.createDirectory(directory.resolve(".git"));
        file(".gitignore", "target/\n*.log\n");
        file("target/deep/old", "");
        file("src/old", "");
    }

    private void file(String path, String text) throws Exception {
        var file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<String> brief(List<Change> changes) {
        return changes.stream()
                .map(change -> change.kind() + " " + change.path())
                .toList();
    }

    private static long watches() throws Exception {
        long watches = 0;
        try (var infos = Files.newDirectoryStream(Path.of("/proc/self/fdinfo"))) {
            for (var info : infos) {
                watches += watches(info);
            }
        }
        return watches;
    }

    private static long watches(Path info) throws Exception {
        try {
            return Files.readAllLines(info).stream()
                    .filter(line -> line.startsWith("inotify wd:"))
                    .count();
        } catch (NoSuchFileException closed) {
            return 0;
        }
    }

    @Test
    void tellsNothingOfIgnoredNamesAndOfGit() throws Exception {
        try (var mirror = Mirror.of(directory)) {
            file("target/deep/new", "");
            file("src/target/new/new", "");
            file("src/a.log", "");
            file(".git/index", "");
            file("src/new", "");
            assertThat(brief(mirror.told())).containsExactly("CREATED src/new");
        }
    }

    @Test
    void doesNotWatchIgnoredDirectories() throws Exception {
        long before = watches();
        try (var mirror = Mirror.of(directory)) {
            file("src/target/new/new", "");
            mirror.told();
            assertThat(watches() - before).isEqualTo(2);
        }
    }

    @Test
    void otherRulesCountAtOnce() throws Exception {
        long before = watches();
        try (var mirror = Mirror.of(directory)) {
            file(".gitignore", "src/\n");
            assertThat(brief(mirror.told()))
                    .containsExactlyInAnyOrder(
                            "CHANGED .gitignore", "CREATED target", "CREATED target/deep", "CREATED target/deep/old");
            file("src/new", "");
            file("target/deep/new", "");
            assertThat(brief(mirror.told())).containsExactly("CREATED target/deep/new");
            assertThat(watches() - before).isEqualTo(3);
        }
    }

    @Test
    void aWorkTreeThatBeginsBringsItsRules() throws Exception {
        file("inner/.gitignore", "!*.log\nbuild/\n");
        file("inner/build/old", "");
        Files.delete(directory.resolve(".git"));
        try (var mirror = Mirror.of(directory)) {
            file("inner/build/new", "");
            assertThat(brief(mirror.told())).containsExactly("CREATED inner/build/new");
            Files.createDirectory(directory.resolve(".git"));
            assertThat(mirror.told()).isEmpty();
            file("inner/build/newer", "");
            file("src/a.log", "");
            file("inner/a.log", "");
            assertThat(brief(mirror.told())).containsExactly("CREATED inner/a.log");
        }
    }

    @Test
    void whatIsMovedOutOfAnIgnoredDirectoryIsCreatedAndWhatIsMovedInIsDeleted() throws Exception {
        try (var mirror = Mirror.of(directory)) {
            Files.move(directory.resolve("target/deep"), directory.resolve("src/deep"));
            assertThat(brief(mirror.told())).containsExactly("CREATED src/deep", "CREATED src/deep/old");
            Files.move(directory.resolve("src/deep"), directory.resolve("src/target"));
            assertThat(brief(mirror.told())).containsExactly("DELETED src/deep");
        }
    }
}
