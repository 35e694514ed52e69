package dev.trestle.verticle.fs.list;

import static dev.trestle.verticle.fs.FsNode.list;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Draft;
import dev.trestle.verticle.fs.FsNode;
import dev.trestle.verticle.fs.Refused;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Fs.Entry;
import dev.trestle.wire.Fs.EntryType;
import dev.trestle.wire.Fs.ListFiles;
import dev.trestle.wire.Fs.Listing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FsListTest {

    @RegisterExtension
    final FsNode fs = new FsNode();

    private static List<String> paths(Listing listing) {
        return listing.entries().stream().map(Entry::path).toList();
    }

    private Listing page(int depth, int limit, String cursor) {
        return fs.call(Fs.LIST, new ListFiles("", depth, limit, cursor, true));
    }

    /** All pages, one after the other. */
    private List<String> pages(int depth, int limit) {
        var paths = new ArrayList<String>();
        String cursor = null;
        do {
            var page = page(depth, limit, cursor);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
            paths.addAll(paths(page));
            cursor = page.cursor();
        } while (cursor != null);
        return paths;
    }

    private static String cursor(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void listsDirectoriesFirstThenByName() throws Exception {
        // Given
        for (var path : List.of("b.txt", "a.txt", "B.txt", ".hidden", "z/x", "y/x", "\uFF5E", "😀", "é")) {
            fs.file(path, "x");
        }
        fs.link("link", "z");
        // When
        var listing = fs.call(Fs.LIST, list(""));
        // Then
        assertThat(paths(listing))
                .containsExactly("y", "z", ".hidden", "B.txt", "a.txt", "b.txt", "link", "é", "\uFF5E", "😀");
        assertThat(listing.cursor()).isNull();
    }

    @Test
    void describesWhatItLists() throws Exception {
        // Given
        fs.file("a/b/c.txt", "hello");
        fs.link("a/link", "b/c.txt");
        // When
        var listing = fs.call(Fs.LIST, list("/a/"));
        // Then
        var link = fs.call(Fs.STAT, new Fs.Stat("a/link"));
        var directory = fs.call(Fs.STAT, new Fs.Stat("a/b"));
        assertThat(listing).isEqualTo(new Listing(List.of(directory, link), null));
        assertThat(listing.entries()).extracting(Entry::etag).containsOnlyNulls();
    }

    @Test
    void givesTheEtagOfAFile() throws Exception {
        // Given
        fs.file("a.txt", "hello");
        // When
        var listing = fs.call(Fs.LIST, list(""));
        // Then
        assertThat(listing.entries()).containsExactly(fs.call(Fs.STAT, new Fs.Stat("a.txt")));
    }

    @Test
    void listsAnEmptyDirectory() throws Exception {
        assertThat(fs.call(Fs.LIST, list(""))).isEqualTo(new Listing(List.of(), null));
    }

    @Test
    void goesDownAsFarAsAsked() throws Exception {
        // Given
        for (var path : List.of("a/1/deep/x", "a/2", "b/1", "c")) {
            fs.file(path, "x");
        }
        // When
        var listing = page(2, 1000, null);
        // Then
        assertThat(paths(listing)).containsExactly("a", "a/1", "a/2", "b", "b/1", "c");
    }

    @Test
    void doesNotEnterLinks() throws Exception {
        // Given
        fs.file("a/x", "x");
        fs.link("a/loop", "..");
        fs.link("out", fs.outside().toString());
        // When
        var listing = page(10, 1000, null);
        // Then
        assertThat(paths(listing)).containsExactly("a", "a/loop", "a/x", "out");
    }

    @Test
    void leavesOutWhatIsHiddenAndWhatIsInIt() throws Exception {
        // Given
        for (var path : List.of(".git/config", "a/.x", "a/y", ".z")) {
            fs.file(path, "x");
        }
        // When
        var listing = fs.call(Fs.LIST, new ListFiles("", 3, 1000, null, false));
        // Then
        assertThat(paths(listing)).containsExactly("a", "a/y");
    }

    @Test
    void leavesOutDrafts() throws Exception {
        // Given
        fs.file("a.txt", "x");
        Files.createFile(fs.root().resolve(Draft.name()));
        // When
        var listing = fs.call(Fs.LIST, list(""));
        // Then
        assertThat(paths(listing)).containsExactly("a.txt");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 11, 12, 13, 100})
    void yieldsTheSameInPagesOfAnySize(int limit) throws Exception {
        // Given
        for (var path : List.of("a/1/x", "a/1/y", "a/2/x", "a/b", "b/1/x", "c", "d", "e/empty/x")) {
            fs.file(path, "x");
        }
        Files.delete(fs.root().resolve("e/empty/x"));
        var whole = paths(page(5, 1000, null));
        // When
        var pages = pages(5, limit);
        // Then
        assertThat(pages).isEqualTo(whole).hasSize(14);
    }

    @Test
    void keepsItsPlaceWhenWhatWasListedLastGoesAway() throws Exception {
        // Given
        for (var path : List.of("a/1/x", "a/1/y", "a/2", "b/1", "c", "d")) {
            fs.file(path, "x");
        }
        var first = page(5, 3, null);
        assertThat(paths(first)).containsExactly("a", "a/1", "a/1/x");
        fs.call(Fs.DELETE, new Fs.Delete("a/1", true));
        // When
        var second = page(5, 1000, first.cursor());
        // Then
        assertThat(paths(second)).containsExactly("a/2", "b", "b/1", "c", "d");
    }

    @Test
    void neitherSkipsNorRepeatsWhatStaysWhileOtherThingsComeAndGo() throws Exception {
        // Given
        var stay = new TreeSet<String>();
        for (int i = 0; i < 60; i++) {
            var path = (i % 3 == 0 ? "d" + i % 2 + "/" : "") + "stays" + i;
            stay.add(path);
            fs.file(path, "x");
            fs.file("goes" + i, "x");
        }
        // When
        var seen = new ArrayList<String>();
        String cursor = null;
        for (int i = 0; i == 0 || cursor != null; i++) {
            var page = page(2, 7, cursor);
            seen.addAll(paths(page));
            cursor = page.cursor();
            Files.deleteIfExists(fs.root().resolve("goes" + i));
            fs.file("a-new" + i + "/x", "x");
            fs.file("new" + i, "x");
        }
        // Then
        assertThat(seen).doesNotHaveDuplicates().containsAll(stay);
    }

    @Test
    void doesNotListAFile() throws Exception {
        // Given
        fs.file("a.txt", "x");
        // Then
        assertThat(fs.failureOf(Fs.LIST, list("a.txt")))
                .isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "path is not a directory: a.txt"));
    }

    @Test
    void opensALinkedDirectoryThatIsAskedFor() throws Exception {
        // Given
        fs.file("a/c.txt", "x");
        fs.link("link", "a");
        // When
        var listing = fs.call(Fs.LIST, list("link"));
        // Then
        assertThat(paths(listing)).containsExactly("link/c.txt");
    }

    @Test
    void doesNotOpenALinkThatLeadsOutside() throws Exception {
        // Given
        fs.link("link", "..");
        // Then
        assertThat(fs.failureOf(Fs.LIST, list("link")).code()).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void listsADirectoryBehindALinkOnTheWay() throws Exception {
        // Given
        fs.file("a/b/c.txt", "x");
        fs.link("link", "a");
        // When
        var listing = fs.call(Fs.LIST, list("link/b"));
        // Then
        assertThat(paths(listing)).containsExactly("link/b/c.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "a.txt/x"})
    void doesNotFindWhatIsNotThere(String path) throws Exception {
        // Given
        fs.file("a.txt", "x");
        // When
        var refusal = fs.failureOf(Fs.LIST, list(path));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.NOT_FOUND, "no such file: " + path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "ZA", "ZC8", "eC9h", "ZC9hLy9i", "/w"})
    void refusesACursorThatIsNotItsOwn(String cursor) {
        // When
        var refusal = fs.failureOf(Fs.LIST, new ListFiles("", 1, 10, cursor, true));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "cursor must be one that fs.list gave"));
    }

    @Test
    void findsNothingElseByAForgedCursor() throws Exception {
        // Given
        fs.file("a/x", "x");
        // When
        var listing = page(64, 10, cursor("d/../outside"));
        // Then
        assertThat(paths(listing)).containsExactly("a", "a/x");
    }

    @Test
    void stopsWhenCancelled() throws Exception {
        // Given
        for (int i = 0; i < 3000; i++) {
            fs.file("d" + i % 20 + "/" + i, "");
        }
        // When
        var refusal = fs.cancel(Fs.LIST, new ListFiles("", 64, 10_000, null, true));
        // Then
        assertThat(refusal.code()).isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void listsALinkAndAPipeAsWhatTheyAre() throws Exception {
        // Given
        fs.pipe("pipe");
        fs.link("dangling", "nowhere");
        // When
        var listing = fs.call(Fs.LIST, list(""));
        // Then
        assertThat(listing.entries()).extracting(Entry::type).containsExactly(EntryType.SYMLINK, EntryType.OTHER);
    }
}
