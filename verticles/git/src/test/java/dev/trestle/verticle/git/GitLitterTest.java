package dev.trestle.verticle.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Draft;
import dev.trestle.bus.Maker;
import dev.trestle.wire.GitRemote;
import dev.trestle.wire.GitRemote.Clone;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clones of a worker that was killed with -9, and the next start. */
class GitLitterTest {

    @RegisterExtension
    private final GitNode node = new GitNode("git.allowFileTransport", "true");

    /** Clones the repository that is named by the second argument into the workspace that is the first. */
    static final class CloningWorker {
        private CloningWorker() {}

        /** Until it is killed. */
        public static void main(String[] arguments) throws Exception {
            var worker = new GitNode("git.allowFileTransport", "true");
            worker.serve(Path.of(arguments[0]));
            worker.call(GitRemote.CLONE, new Clone(arguments[1], "deep/in/copy", null, null));
        }
    }

    private Process worker(String url) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CloningWorker.class.getName(),
                        node.root().toString(),
                        url)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
    }

    private List<String> left() {
        return List.of(node.root().resolve("deep/in").toFile().list());
    }

    @Test
    void aStartSweepsTheCloneOfAWorkerThatWasKilled() throws Exception {
        // Given: a remote that never ends to speak
        Files.createDirectories(node.root().resolve("deep/in"));
        var origin = RealGit.init(node.outside().resolve("origin"));
        origin.commit("a", "1");
        origin.sh("mkfifo .git/objects/info/alternates");
        var worker = worker("file://" + origin.folder());
        var gits = new ArrayList<ProcessHandle>();
        try {
            GitNode.until(() -> left().stream().anyMatch(Draft::isName)
                    && worker.descendants().anyMatch(process -> serves(process, origin)));
            worker.descendants().forEach(gits::add);
            // When
            worker.toHandle().destroyForcibly();
            worker.waitFor();
            // Then
            assertThat(left()).as("what the kill left").hasSize(1);
            node.restart();
            GitNode.until(() -> left().isEmpty());
        } finally {
            worker.descendants().forEach(gits::add);
            worker.toHandle().destroyForcibly();
            gits.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static boolean serves(ProcessHandle process, RealGit origin) {
        var arguments = process.info().arguments().orElse(new String[0]);
        return Arrays.equals(arguments, new String[] {origin.folder().toString()});
    }

    @Test
    void whatIsBeingClonedOrOnlyLooksAlikeOrLiesBehindALinkIsKept() throws Exception {
        // Given
        var gone = new Maker(Maker.US.place(), Maker.US.process(), Maker.US.started() - 1);
        var swept = Files.createDirectories(node.root().resolve("a").resolve(Draft.name(gone)));
        Files.createSymbolicLink(swept.resolve("link"), node.outside());
        var kept = List.of(
                Files.createDirectory(node.root().resolve(Draft.name())),
                Files.createDirectory(node.root().resolve(Draft.name(new Maker("00000000", 1, 1)))),
                Files.createDirectory(node.root().resolve(".trestle-mine.tmp")),
                Files.createDirectory(node.outside().resolve(Draft.name(gone))));
        // When
        node.restart();
        // Then
        GitNode.until(() -> !Files.exists(swept));
        assertThat(kept).allSatisfy(folder -> assertThat(folder).exists());
    }
}
