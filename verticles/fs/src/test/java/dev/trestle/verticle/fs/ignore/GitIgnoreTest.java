package dev.trestle.verticle.fs.ignore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.trestle.verticle.fs.path.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitIgnoreTest {

    @TempDir
    Path directory;

    private Root root;

    @BeforeEach
    void open() {
        root = Root.open(directory);
    }

    @AfterEach
    void close() {
        root.close();
    }

    private void file(String path, String content) throws IOException {
        var file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private Boolean ignores(String path) throws IOException {
        var parts = List.of(path.split("/"));
        int last = parts.size() - 1;
        boolean isDirectory = Files.isDirectory(directory.resolve(path), LinkOption.NOFOLLOW_LINKS);
        return GitIgnore.at(root, parts.subList(0, last)).ignores(parts.get(last), isDirectory);
    }

    private List<String> paths(Path top) throws IOException {
        try (var found = Files.walk(top)) {
            return found.map(path -> top.relativize(path).toString())
                    .filter(path -> !path.isEmpty() && !path.equals(".git") && !path.startsWith(".git/"))
                    .sorted()
                    .toList();
        }
    }

    private void compareWithGit(long seed) throws Exception {
        // Given
        var name = "case-" + seed;
        var top = Files.createDirectory(directory.resolve(name));
        RealGit.init(top);
        var random = new RandomIgnores(seed);
        random.tree(top, 3);
        file(name + "/.git/info/exclude", random.rules());
        var paths = paths(top);
        // When
        Set<String> ignored = new TreeSet<>();
        for (var path : paths) {
            if (ignores(name + "/" + path)) {
                ignored.add(path);
            }
        }
        // Then
        assertThat(ignored).as("seed " + seed).isEqualTo(RealGit.ignored(top, paths));
    }

    @Test
    void saysOfGeneratedTreesWhatGitSays() throws Exception {
        for (long seed = 50; seed < 110; seed++) {
            compareWithGit(seed);
        }
    }

    @Test
    void knowsNothingOutsideOfAWorkTree() throws Exception {
        // Given
        file(".gitignore", "*.log");
        file("a.log", "");
        // Then
        assertThat(ignores("a.log")).isNull();
    }

    @Test
    void ignoresTheRepositoryItself() throws Exception {
        // Given
        file(".git/HEAD", "");
        file("a/b", "");
        // Then
        assertThat(ignores(".git")).isTrue();
        assertThat(ignores(".git/HEAD")).isTrue();
        assertThat(ignores("a/b")).isFalse();
    }

    @Test
    void startsAnewInARepositoryWithinOne() throws Exception {
        // Given
        file(".git/HEAD", "");
        file(".gitignore", "*.log\n/inner/\n");
        file("inner/.git", "gitdir: ../.git/modules/inner");
        file("inner/.gitignore", "*.tmp");
        // Then
        assertThat(ignores("inner")).isTrue();
        assertThat(ignores("inner/a.log")).isFalse();
        assertThat(ignores("inner/a.tmp")).isTrue();
        assertThat(ignores("outer.log")).isTrue();
    }

    @Test
    void readsNoRulesThroughALink() throws Exception {
        // Given
        file(".git/HEAD", "");
        file("rules", "*");
        Files.createSymbolicLink(directory.resolve(".gitignore"), Path.of("rules"));
        // Then
        assertThat(ignores("a")).isFalse();
    }

    @Test
    void countsAFileOfRulesThatIsTooLongAsEmpty() throws Exception {
        // Given
        file(".git/HEAD", "");
        file(".gitignore", "*\n" + "#".repeat(262_144));
        // Then
        assertThat(ignores("a")).isFalse();
    }

    @Test
    void isNotHeldUpByAHostilePattern() throws Exception {
        // Given
        file(".git/HEAD", "");
        file(".gitignore", "*a".repeat(60) + "b\n" + "/" + "**/a/".repeat(60) + "b\n");
        var deep = new ArrayList<String>();
        for (int i = 0; i < 60; i++) {
            deep.add("a");
        }
        Files.createDirectories(directory.resolve(String.join("/", deep)));
        // Then
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(ignores("a".repeat(255))).isFalse();
            assertThat(ignores(String.join("/", deep))).isFalse();
        });
    }
}
