package dev.trestle.verticle.fs;

import static dev.trestle.verticle.fs.FsNode.list;
import static dev.trestle.verticle.fs.FsNode.patch;
import static dev.trestle.verticle.fs.FsNode.read;
import static dev.trestle.verticle.fs.FsNode.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Fs;
import java.nio.file.Files;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FsConfinementTest {

    /** Every way to name a path. */
    enum Way {
        LIST((fs, path) -> fs.failureOf(Fs.LIST, list(path))),
        STAT((fs, path) -> fs.failureOf(Fs.STAT, new Fs.Stat(path))),
        READ((fs, path) -> fs.failureOf(Fs.READ, read(path))),
        WRITE((fs, path) -> fs.failureOf(Fs.WRITE, new Fs.Write(path, "x", Fs.Encoding.UTF8, null, true, true))),
        PATCH((fs, path) -> fs.failureOf(Fs.PATCH, patch(path, "", Fs.PatchFormat.DMP))),
        MKDIR((fs, path) -> fs.failureOf(Fs.MKDIR, new Fs.MakeDirectory(path, true))),
        DELETE((fs, path) -> fs.failureOf(Fs.DELETE, new Fs.Delete(path, true))),
        MOVE_FROM((fs, path) -> fs.failureOf(Fs.MOVE, new Fs.Move(path, "stolen", true))),
        MOVE_TO((fs, path) -> fs.failureOf(Fs.MOVE, new Fs.Move("a.txt", path, true))),
        COPY_FROM((fs, path) -> fs.failureOf(Fs.COPY, new Fs.Copy(path, "stolen", true))),
        COPY_TO((fs, path) -> fs.failureOf(Fs.COPY, new Fs.Copy("a.txt", path, true)));

        private final BiFunction<FsNode, String, Refused> call;

        Way(BiFunction<FsNode, String, Refused> call) {
            this.call = call;
        }
    }

    @RegisterExtension
    final FsNode fs = new FsNode();

    @BeforeEach
    void linksThatLeadOut() throws Exception {
        fs.file("a.txt", "inside");
        fs.file("d/e/f.txt", "inside");
        fs.link("absolute", fs.outside().toString());
        fs.link("relative", "../outside");
        fs.link("d/deep", "../../outside");
        fs.link("chain", "d/hop");
        fs.link("d/hop", "../relative");
        fs.link("proc", "/proc/self/root");
        fs.link("round", "../root/d");
        fs.link("loop", "pool");
        fs.link("pool", "loop");
    }

    private void assertNothingHappenedOutside() {
        assertThat(fs.outside()).isDirectoryContaining("glob:**/secret.txt");
        assertThat(fs.outside().toFile().list()).containsExactly("secret.txt");
        assertThat(fs.outside().resolve("secret.txt")).hasContent("secret");
        assertThat(fs.root().resolve("a.txt")).hasContent("inside");
        assertThat(fs.exists("stolen")).isFalse();
    }

    private static Refused outside(String path) {
        return new Refused(ErrorCode.FORBIDDEN, "leads out of the workspace: " + path);
    }

    @ParameterizedTest
    @EnumSource
    void noOperationFollowsALinkOutOnTheWay(Way way) {
        for (var link : new String[] {"absolute", "relative", "d/deep", "chain", "proc", "round", "round/e"}) {
            assertThat(way.call.apply(fs, link + "/secret.txt")).isEqualTo(outside(link + "/secret.txt"));
        }
        assertNothingHappenedOutside();
    }

    @ParameterizedTest
    @EnumSource
    void noOperationTellsWhetherSomethingIsOutside(Way way) {
        assertThat(way.call.apply(fs, "relative/missing/x")).isEqualTo(outside("relative/missing/x"));
        assertThat(way.call.apply(fs, "../outside/secret.txt")).isEqualTo(outside("../outside/secret.txt"));
        assertThat(way.call.apply(fs, "../missing")).isEqualTo(outside("../missing"));
    }

    @ParameterizedTest
    @EnumSource
    void noOperationRunsInCircles(Way way) {
        assertThat(way.call.apply(fs, "loop/x"))
                .isEqualTo(new Refused(ErrorCode.NOT_FOUND, "its links lead in a circle: loop/x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "nowhere", "proc-file", "proc-dir"})
    void doesNotReadOrWriteThroughALinkThatLeadsOut(String link) throws Exception {
        // Given
        fs.link("secret", "../outside/secret.txt");
        fs.link("nowhere", fs.outside().resolve("new.txt").toString());
        fs.link("proc-file", "/proc/self/environ");
        fs.link("proc-dir", "/proc/self/cwd");
        // Then
        assertThat(Way.READ.call.apply(fs, link)).isEqualTo(outside(link));
        assertThat(Way.WRITE.call.apply(fs, link)).isEqualTo(outside(link));
        assertThat(Way.PATCH.call.apply(fs, link)).isEqualTo(outside(link));
        assertNothingHappenedOutside();
    }

    @Test
    void followsLinksThatStayInside() throws Exception {
        // Given
        fs.link("d/up", "..");
        fs.link("d/e/top", fs.root().toString());
        fs.link("file", fs.root().resolve("d/e/f.txt").toString());
        // Then
        Function<String, String> text = path -> fs.call(Fs.READ, read(path)).content();
        assertThat(text.apply("d/up/d/up/d/e/f.txt")).isEqualTo("inside");
        assertThat(text.apply("d/e/top/a.txt")).isEqualTo("inside");
        assertThat(text.apply("file")).isEqualTo("inside");
    }

    @Test
    void readsTheFileItFoundAndNotOneByTheNameOfItsEnd() throws Exception {
        // Given
        fs.file("d/a.txt", "in d");
        fs.link("up", "d/e");
        // When
        var content = fs.call(Fs.READ, read("up/../a.txt"));
        // Then
        assertThat(content.content()).isEqualTo("inside");
    }

    @Test
    void servesARootThatIsReachedByALink() throws Exception {
        // Given
        var alias = Files.createSymbolicLink(fs.outside().resolve("alias"), fs.root());
        fs.link("absolute-inside", alias.resolve("a.txt").toString());
        try (var root = Root.open(alias);
                // When
                var found = root.target(Name.of("path", "absolute-inside"))) {
            // Then
            assertThat(found.way()).containsExactly("a.txt");
            assertThat(found.isThere()).isTrue();
        }
    }

    @Test
    void writesNothingIntoANeighbourWhoseNameBeginsAlike() throws Exception {
        // Given
        fs.link("neighbour", fs.root() + "-2/x");
        // When
        var refusal = fs.failureOf(Fs.WRITE, write("neighbour", "x"));
        // Then
        assertThat(refusal).isEqualTo(outside("neighbour"));
    }
}
