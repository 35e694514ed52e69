package dev.trestle.verticle.fs.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.verticle.fs.Flipping;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever exchanges directories and links while they are watched does not learn what is outside. */
class WatcherAttackTest {

    private static final int ROUNDS = 500;

    @TempDir
    Path outside;

    @TempDir
    Path directory;

    @Test
    void noNameFromOutsideIsTold() throws Exception {
        // Given
        for (int i = 0; i < 5; i++) {
            Files.createDirectories(outside.resolve("secret" + i + "/secret"));
        }
        Files.createDirectories(directory.resolve("a/inner"));
        Files.createDirectories(directory.resolve("b/deep"));
        Files.createSymbolicLink(directory.resolve("link"), outside);
        Files.createSymbolicLink(directory.resolve("b/up"), outside.resolve("secret0"));
        try (var mirror = Mirror.of(directory)) {
            // When
            try (var flipping = Flipping.of(
                    new Flipping.Pair(directory.resolve("a"), directory.resolve("link")),
                    new Flipping.Pair(directory.resolve("b/deep"), directory.resolve("b/up")))) {
                for (int i = 0; i < ROUNDS || flipping.flips() < ROUNDS; i++) {
                    // Through the link as well: what is there is news to nobody.
                    Files.createDirectories(directory.resolve("b/new" + i % 50));
                    Files.deleteIfExists(directory.resolve("b/new" + (i + 25) % 50));
                    Files.createDirectories(outside.resolve("secret" + i % 5 + "/secret" + i));
                }
            }
            // Then
            mirror.awaitTruth();
            assertThat(mirror.sofar())
                    .isNotEmpty()
                    .noneMatch(change -> change.path().contains("secret"))
                    .noneMatch(change -> change.to() != null && change.to().contains("secret"));
        }
    }

    @Test
    void aDirectoryThatIsMovedOutIsHeardNoMore() throws Exception {
        Files.createDirectories(directory.resolve("a/inner"));
        try (var mirror = Mirror.of(directory)) {
            for (int i = 0; i < 100; i++) {
                Files.move(directory.resolve("a"), outside.resolve("a"));
                Files.createFile(outside.resolve("a/inner/secret" + i));
                Files.delete(outside.resolve("a/inner/secret" + i));
                Files.move(outside.resolve("a"), directory.resolve("a"));
            }
            mirror.awaitTruth();
            assertThat(mirror.told()).noneMatch(change -> change.path().contains("secret"));
        }
    }
}
