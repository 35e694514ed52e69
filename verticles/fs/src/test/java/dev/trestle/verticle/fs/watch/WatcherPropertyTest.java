package dev.trestle.verticle.fs.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Draft;
import dev.trestle.verticle.fs.draft.Tree;
import dev.trestle.verticle.fs.path.Handle;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens, a client that follows has in the end what is there. */
class WatcherPropertyTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "d", "ä");
    private static final int ROUNDS = 40;
    private static final int STEPS = 400;

    @TempDir
    Path outside;

    @TempDir
    Path directory;

    private Random random;

    private Path any() {
        var path = directory;
        for (int depth = 1 + random.nextInt(4); depth > 0; depth--) {
            path = path.resolve(NAMES.get(random.nextInt(NAMES.size())));
        }
        return path;
    }

    private void step() throws IOException {
        var path = any();
        switch (random.nextInt(12)) {
            case 0, 1 -> Files.createDirectories(path);
            case 2, 3, 4 -> Files.writeString(path, "text" + random.nextInt());
            case 5, 6 -> Files.move(path, any());
            case 7 -> Files.move(path, any(), StandardCopyOption.ATOMIC_MOVE);
            case 8 -> delete(path);
            case 9 -> Files.createSymbolicLink(path, any());
            case 10 -> save(path);
            default -> cross(path);
        }
    }

    private void save(Path path) throws IOException {
        var draft = path.resolveSibling(random.nextBoolean() ? Draft.name() : "saving");
        Files.writeString(draft, "saved" + random.nextInt());
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Out of the workspace, or back in under another name. */
    private void cross(Path path) throws IOException {
        var away = outside.resolve("kept");
        if (Files.exists(away, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(away, path);
        } else {
            Files.move(path, away);
        }
    }

    private void delete(Path path) throws IOException {
        try (var parent = Handle.at(path.getParent())) {
            Tree.clear(parent, path.getFileName().toString());
        }
    }

    @Test
    void theMirrorShowsWhatIsThere() throws Exception {
        // Given
        long seed = Long.getLong("seed", System.nanoTime());
        random = new Random(seed);
        try (var mirror = Mirror.of(directory)) {
            for (int round = 0; round < ROUNDS; round++) {
                // When
                for (int i = 0; i < STEPS; i++) {
                    try {
                        step();
                    } catch (FileSystemException notPossible) {
                        // Into itself, below a file, onto something: the next step may be.
                    }
                }
                // Then
                mirror.awaitTruth("the property seed=" + seed + " repeats the steps");
            }
            assertThat(mirror.sofar()).noneMatch(change -> change.kind() == Change.Kind.OVERFLOW);
        }
    }
}
