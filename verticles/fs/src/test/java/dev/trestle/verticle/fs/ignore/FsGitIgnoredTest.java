package dev.trestle.verticle.fs.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.verticle.fs.FsNode;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Fs.ListFiles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FsGitIgnoredTest {

    @RegisterExtension
    final FsNode fs = new FsNode();

    private List<String> list(String path, int depth) {
        return fs.call(Fs.LIST, new ListFiles(path, depth, 100, null, true)).entries().stream()
                .map(entry -> entry.path() + "=" + entry.gitIgnored())
                .toList();
    }

    private Boolean stat(String path) {
        return fs.call(Fs.STAT, new Fs.Stat(path)).gitIgnored();
    }

    @Test
    void listsTellInAWorkTree() throws Exception {
        // Given
        fs.file(".git/info/exclude", "secret*\n");
        fs.file(".gitignore", "*.log\n/build/\n");
        fs.file("build/keep.txt", "");
        fs.file("src/.gitignore", "!keep.log");
        fs.file("src/keep.log", "");
        fs.file("src/other.log", "");
        fs.file("src/secret.txt", "");
        fs.link("a.log", "src/keep.log");
        // Then
        assertThat(list("", 1))
                .containsExactly(".git=true", "build=true", "src=false", ".gitignore=false", "a.log=true");
        assertThat(list("src", 1))
                .containsExactly(
                        "src/.gitignore=false", "src/keep.log=false", "src/other.log=true", "src/secret.txt=true");
        assertThat(list("build", 1)).containsExactly("build/keep.txt=true");
        assertThat(list("", 2)).contains("build/keep.txt=true", "src/keep.log=false", "src/other.log=true");
        // And
        assertThat(stat("src/other.log")).isTrue();
        assertThat(stat("src/keep.log")).isFalse();
        assertThat(stat("build")).isTrue();
    }

    @Test
    void nothingIsToldOutsideOfWorkTrees() throws Exception {
        // Given
        fs.file(".gitignore", "*");
        fs.file("inner/.git/HEAD", "");
        fs.file("inner/a.txt", "");
        // Then
        assertThat(list("", 1)).containsExactly("inner=null", ".gitignore=null");
        assertThat(list("inner", 1)).containsExactly("inner/.git=true", "inner/a.txt=false");
        assertThat(stat("")).isNull();
        assertThat(stat("inner")).isNull();
        assertThat(stat("inner/a.txt")).isFalse();
    }

    @Test
    void aPageThatGoesOnInADirectoryKnowsItsRules() throws Exception {
        // Given
        fs.file(".git/HEAD", "");
        fs.file("a/.gitignore", "*.log");
        fs.file("a/1.log", "");
        fs.file("a/2.log", "");
        var first = fs.call(Fs.LIST, new ListFiles("", 2, 4, null, false));
        assertThat(first.cursor()).isNull();
        var page = fs.call(Fs.LIST, new ListFiles("", 2, 2, null, false));
        // When
        var next = fs.call(Fs.LIST, new ListFiles("", 2, 2, page.cursor(), false));
        // Then
        assertThat(next.entries()).extracting(Fs.Entry::path).containsExactly("a/2.log");
        assertThat(next.entries()).extracting(Fs.Entry::gitIgnored).containsExactly(true);
    }
}
