package dev.trestle.verticle.fs.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Draft;
import dev.trestle.verticle.fs.draft.Replacement;
import dev.trestle.verticle.fs.draft.Tree;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.verticle.fs.watch.Change.Kind;
import dev.trestle.wire.Fs.EntryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of single changes. */
class WatcherTest {

    @TempDir
    Path outside;

    @TempDir
    Path directory;

    private Path file(String path) throws Exception {
        var file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "one");
    }

    private String etag(String path) throws Exception {
        try (var top = Handle.at(directory)) {
            return top.facts(path).etag();
        }
    }

    private static List<String> brief(List<Change> changes) {
        return changes.stream()
                .map(change -> change.kind() + " " + change.path() + (change.to() == null ? "" : " " + change.to()))
                .toList();
    }

    @Test
    void tellsOfANewFileWithTheEtagThatStatHas() throws Exception {
        try (var mirror = Mirror.of(directory)) {
            file("new.txt");
            assertThat(mirror.told())
                    .containsExactly(new Change(Kind.CREATED, "new.txt", null, EntryType.FILE, etag("new.txt")));
        }
    }

    /** More would be told twice of one write when the machine is slow. */
    @Test
    void theSystemTellsNothingOfAWholeWriteBehindItsRename() throws Exception {
        // Given
        try (var root = Root.open(directory);
                var top = Handle.at(directory);
                var inotify = Inotify.open()) {
            inotify.watch(top);
            // When
            try (var found = root.target(Name.of("path", "new.txt"))) {
                Replacement.of(found.inDirectory(), new byte[] {1, 2, 3});
            }
            // Then
            var events = new ArrayList<Inotify.Event>();
            assertThat(inotify.read(events::add)).isTrue();
            assertThat(events)
                    .filteredOn(event -> event.name().equals("new.txt"))
                    .singleElement()
                    .matches(event -> event.is(Inotify.MOVED_TO));
        }
    }

    @Test
    void tellsOfAChangedFileOnceHoweverOftenItIsWritten() throws Exception {
        var file = file("a/old.txt");
        try (var mirror = Mirror.of(directory);
                var out = Files.newOutputStream(file)) {
            for (int i = 0; i < 20; i++) {
                out.write(i);
            }
            assertThat(mirror.told())
                    .hasSizeBetween(1, 3)
                    .allMatch(change ->
                            change.kind() == Kind.CHANGED && change.path().equals("a/old.txt"));
            mirror.awaitTruth();
        }
    }

    @Test
    void tellsOfNewAttributes() throws Exception {
        file("a/old.txt");
        try (var mirror = Mirror.of(directory)) {
            Files.setPosixFilePermissions(directory.resolve("a/old.txt"), PosixFilePermissions.fromString("rwx------"));
            Files.setPosixFilePermissions(directory.resolve("a"), PosixFilePermissions.fromString("rwx------"));
            assertThat(brief(mirror.told())).containsExactlyInAnyOrder("CHANGED a", "CHANGED a/old.txt");
        }
    }

    @Test
    void tellsWhatADeletedThingWas() throws Exception {
        file("a/old.txt");
        Files.createSymbolicLink(directory.resolve("link"), Path.of("a"));
        try (var mirror = Mirror.of(directory)) {
            Files.delete(directory.resolve("link"));
            Files.delete(directory.resolve("a/old.txt"));
            assertThat(mirror.told())
                    .containsExactlyInAnyOrder(
                            new Change(Kind.DELETED, "link", null, EntryType.SYMLINK, null),
                            new Change(Kind.DELETED, "a/old.txt", null, EntryType.FILE, null));
        }
    }

    @Test
    void aDirectoryThatIsDeletedWithAllItHoldsIsToldOnce() throws Exception {
        file("a/b/c/old.txt");
        try (var mirror = Mirror.of(directory);
                var top = Handle.at(directory)) {
            Tree.clear(top, "a");
            assertThat(mirror.told()).endsWith(new Change(Kind.DELETED, "a", null, EntryType.DIRECTORY, null));
            mirror.awaitTruth();
        }
    }

    @Test
    void whatComesAndGoesAtOnceIsNotTold() throws Exception {
        try (var mirror = Mirror.of(directory)) {
            for (int i = 0; i < 50; i++) {
                Files.delete(Files.createFile(directory.resolve("brief" + i)));
            }
            // A window may end between the two; then both are told.
            assertThat(mirror.told()).hasSizeLessThanOrEqualTo(6);
            mirror.awaitTruth();
        }
    }

    @Test
    void aFolderThatIsMadeAndFilledAtOnceLosesNothing() throws Exception {
        try (var mirror = Mirror.of(directory)) {
            var paths = new ArrayList<String>();
            for (int i = 0; i < 40; i++) {
                for (int j = 0; j < 10; j++) {
                    paths.add("CREATED new" + i + "/a/b/c" + (j % 3) + "/file" + j);
                    file("new" + i + "/a/b/c" + (j % 3) + "/file" + j);
                }
            }
            var told = brief(mirror.told());
            assertThat(told).containsAll(paths);
            assertThat(told.stream().filter(line -> line.startsWith("CREATED"))).doesNotHaveDuplicates();
            mirror.awaitTruth();
        }
    }

    @Test
    void aSavedFileIsOneChangeAndItsDraftIsNone() throws Exception {
        file("a/old.txt");
        try (var mirror = Mirror.of(directory)) {
            var draft = file("a/" + Draft.name());
            Files.move(draft, directory.resolve("a/old.txt"), StandardCopyOption.ATOMIC_MOVE);
            Files.move(file("a/" + Draft.name()), directory.resolve("a/new.txt"), StandardCopyOption.ATOMIC_MOVE);
            assertThat(brief(mirror.told())).containsExactly("CHANGED a/old.txt", "CREATED a/new.txt");
            mirror.awaitTruth();
        }
    }

    @Test
    void anEditorThatSavesByABackupChangesTheFile() throws Exception {
        var file = file("a/old.txt");
        try (var mirror = Mirror.of(directory)) {
            var backup = directory.resolve("a/old.txt~");
            Files.move(file, backup);
            Files.writeString(file, "two");
            Files.delete(backup);
            assertThat(brief(mirror.told())).containsExactly("CHANGED a/old.txt");
        }
    }

    @Test
    void aMovedFileIsOneMove() throws Exception {
        file("a/old.txt");
        file("b/other.txt");
        try (var mirror = Mirror.of(directory)) {
            Files.move(directory.resolve("a/old.txt"), directory.resolve("b/new.txt"));
            assertThat(mirror.told())
                    .containsExactly(
                            new Change(Kind.MOVED, "a/old.txt", "b/new.txt", EntryType.FILE, etag("b/new.txt")));
        }
    }

    @Test
    void aMovedDirectoryIsOneMoveAndWhatHappensInItHasItsNewName() throws Exception {
        file("a/x/y/old.txt");
        file("b/other.txt");
        try (var mirror = Mirror.of(directory)) {
            Files.move(directory.resolve("a/x"), directory.resolve("b/z"));
            assertThat(brief(mirror.told())).containsExactly("MOVED a/x b/z");
            file("b/z/y/new.txt");
            Files.delete(directory.resolve("b/z/y/old.txt"));
            assertThat(brief(mirror.told()))
                    .containsExactlyInAnyOrder("CREATED b/z/y/new.txt", "DELETED b/z/y/old.txt");
        }
    }

    @Test
    void whatIsMovedInIsCreatedWithAllItHoldsAndWhatIsMovedOutIsDeleted() throws Exception {
        file("a/b/old.txt");
        try (var mirror = Mirror.of(directory)) {
            Files.move(directory.resolve("a"), outside.resolve("a"));
            assertThat(brief(mirror.told())).containsExactly("DELETED a");
            Files.writeString(outside.resolve("a/b/secret.txt"), "");
            assertThat(mirror.told()).isEmpty();
            Files.move(outside.resolve("a"), directory.resolve("c"));
            assertThat(brief(mirror.told()))
                    .startsWith("CREATED c", "CREATED c/b")
                    .containsExactlyInAnyOrder(
                            "CREATED c", "CREATED c/b", "CREATED c/b/old.txt", "CREATED c/b/secret.txt");
        }
    }

    @Test
    void anotherKindOfThingInTheSamePlaceIsDeletedAndCreated() throws Exception {
        file("a/old.txt");
        try (var mirror = Mirror.of(directory);
                var top = Handle.at(directory)) {
            Tree.clear(top, "a");
            Files.createSymbolicLink(directory.resolve("a"), outside);
            Files.createFile(outside.resolve("secret.txt"));
            var told = brief(mirror.told());
            assertThat(told).endsWith("DELETED a", "CREATED a").noneMatch(line -> line.contains("secret"));
        }
    }

    @Test
    void aNameThatIsNotUtf8IsShownAsInAListing() throws Exception {
        try (var mirror = Mirror.of(directory);
                var top = Handle.at(directory)) {
            top.makeDirectory("d\udcff", 0700);
            try (var inner = top.enter("d\udcff")) {
                inner.create("ä", 0600).close();
            }
            assertThat(brief(mirror.told())).containsExactly("CREATED d\ufffd", "CREATED d\ufffd/ä");
            mirror.awaitTruth();
        }
    }
}
