package dev.trestle.verticle.fs.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Caller;
import dev.trestle.verticle.fs.FsNode;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Operation;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is published about files while somebody follows, and whom it names. */
class NewsTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final JsonObject OUTSIDE = new JsonObject().put("kind", "outside");

    @RegisterExtension
    final FsNode fs = new FsNode();

    private void follow() {
        fs.follow("files", LONG);
    }

    private <Q> void on(String connection, Operation<Q, ?> operation, Q request) {
        FsNode.await(fs.send(
                operation, request, Caller.of("ada", Duration.ofSeconds(30)).on(connection)));
    }

    private JsonObject told(String event, String path) throws Exception {
        FsNode.until(() -> fs.log().last(event, path) != null);
        return fs.log().last(event, path);
    }

    private JsonObject origin(String event, String path) throws Exception {
        return told(event, path).getJsonObject("origin");
    }

    private static JsonObject of(String connection) {
        return new JsonObject().put("kind", "connection").put("id", connection).put("principal", "ada");
    }

    /** Calls from before may have been here within a second, so until then nobody is said to be outside. */
    private void outsideIsSure() throws Exception {
        FsNode.until(() -> {
            fs.file("sure", Long.toString(System.nanoTime()));
            return OUTSIDE.equals(lastOf("sure"));
        });
    }

    private JsonObject lastOf(String path) {
        var changed = fs.log().last("changed", path);
        return changed == null ? null : changed.getJsonObject("origin");
    }

    private JsonObject last() {
        var events = fs.log().events();
        return events.get(events.size() - 1).data();
    }

    private List<String> overflows() {
        return fs.log().events().stream()
                .filter(event -> event.name().equals("overflow"))
                .map(event -> event.data().getString("path"))
                .toList();
    }

    private static long watchers() throws IOException {
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(NewsTest::isWatcher).count();
        }
    }

    private static boolean isWatcher(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals("anon_inode:inotify");
        } catch (IOException closed) {
            return false;
        }
    }

    @Test
    void whoeverComesBackIsToldToListAgainBeforeAnythingElse() throws Exception {
        // When
        follow();
        // Then
        assertThat(overflows()).containsExactly("");
        fs.file("a.txt", "one");
        assertThat(told("created", "a.txt").getString("etag")).isNotNull();
    }

    @Test
    void aCallNamesTheConnectionThatItCameOn() throws Exception {
        // Given
        fs.file("old.txt", "one");
        fs.file("gone/deep/old.txt", "one");
        follow();
        // When
        on("c-1", Fs.WRITE, FsNode.write("new.txt", "two"));
        on("c-2", Fs.WRITE, FsNode.write("old.txt", "two"));
        on("c-3", Fs.MKDIR, new Fs.MakeDirectory("dir", false));
        on("c-5", Fs.COPY, new Fs.Copy("old.txt", "copy.txt", false));
        on("c-6", Fs.DELETE, new Fs.Delete("gone", true, null));
        // Then
        assertThat(origin("created", "new.txt")).isEqualTo(of("c-1"));
        assertThat(origin("created", "dir")).isEqualTo(of("c-3"));
        assertThat(origin("created", "copy.txt")).isEqualTo(of("c-5"));
        assertThat(origin("deleted", "gone")).isEqualTo(of("c-6"));
        assertThat(origin("changed", "old.txt")).isEqualTo(of("c-2"));
    }

    @Test
    void theOriginOfAMoveIsWhoMoved() throws Exception {
        // Given
        fs.file("a.txt", "one");
        follow();
        // When
        on("c-1", Fs.MOVE, new Fs.Move("a.txt", "b.txt", false));
        // Then
        var moved = told("moved", "a.txt");
        assertThat(moved.getString("to")).isEqualTo("b.txt");
        assertThat(moved.getJsonObject("origin")).isEqualTo(of("c-1"));
    }

    @Test
    void aWriteThroughALinkIsToldOfTheFileItself() throws Exception {
        // Given
        fs.file("real/a.txt", "one");
        fs.link("link", "real");
        follow();
        // When
        on("c-1", Fs.WRITE, FsNode.write("link/a.txt", "two"));
        // Then
        assertThat(origin("changed", "real/a.txt")).isEqualTo(of("c-1"));
    }

    @Test
    void aCallWithoutAConnectionNamesThePrincipal() throws Exception {
        // Given
        follow();
        // When
        fs.call(Fs.WRITE, FsNode.write("a.txt", "one"));
        // Then
        assertThat(origin("created", "a.txt"))
                .isEqualTo(new JsonObject().put("kind", "call").put("principal", "test"));
    }

    @Test
    void whatNoCallDidComesFromOutside() throws Exception {
        // Given
        follow();
        outsideIsSure();
        // When
        fs.file("b.txt", "one");
        // Then
        assertThat(origin("created", "b.txt")).isEqualTo(OUTSIDE);
    }

    @Test
    void nobodyIsNamedWhereACallWasAtTheSamePathAndSomebodyElseToo() throws Exception {
        // Given
        follow();
        outsideIsSure();
        // When
        on("c-1", Fs.WRITE, FsNode.write("a.txt", "one"));
        fs.file("a.txt", "two, by somebody else");
        // Then
        var etag = fs.call(Fs.STAT, new Fs.Stat("a.txt")).etag();
        FsNode.until(() -> etag.equals(last().getString("etag")));
        assertThat(last().containsKey("origin")).isFalse();
    }

    @Test
    void allWhoFollowShareOneWatcherAndItEndsAfterTheLast() throws Exception {
        // Given
        long before = watchers();
        // When
        fs.follow("files", Duration.ofMillis(300));
        fs.follow("files", Duration.ofMillis(600));
        // Then
        assertThat(watchers()).isEqualTo(before + 1);
        assertThat(overflows()).hasSize(1);
        FsNode.until(() -> watchers() == before);
        // And
        follow();
        assertThat(overflows()).containsExactly("", "");
    }

    @Test
    void whatCouldNotBePublishedIsAnOverflowOnceItCan() throws Exception {
        // Given
        follow();
        fs.log().away(true);
        fs.file("a.txt", "one");
        fs.file("b.txt", "one");
        FsNode.until(() -> fs.log().refused() > 0);
        // When
        fs.log().away(false);
        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(overflows()).as("of " + fs.log().events()).hasSize(2));
        fs.file("c.txt", "one");
        told("created", "c.txt");
    }

    @Test
    void aLogThatIsSlowHoldsTheWatcherBackAndNothingIsLost() throws Exception {
        // Given
        follow();
        fs.log().hold();
        // When
        for (int i = 0; i < 1_500; i++) {
            fs.file("many/" + i, "");
        }
        FsNode.until(() -> fs.log().size() > 1);
        // Then
        assertThat(fs.log().size()).isLessThan(600);
        fs.log().release();
        FsNode.until(() -> fs.log().size() > 1_500 && created() == 1_500);
        assertThat(fs.log().messages()).isLessThan(500);
    }

    private long created() {
        return fs.log().events().stream()
                .filter(event -> event.name().equals("created"))
                .filter(event -> event.data().getString("path").startsWith("many/"))
                .count();
    }

    @Test
    void searchesAndFilesAreFollowedEachByItself() {
        // When
        fs.follow("search", LONG);
        // Then
        assertThat(fs.log().events()).isEmpty();
    }
}
