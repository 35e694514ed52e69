package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PROTOCOL §5 to §7: what a workspace tells of its files and its terminals, to two clients of the started jar. */
@Tag("jdk")
class WorkspaceTopicsIT {

    private static final String FILES = "workspace/default/files";
    private static final int MANY = 10_000;

    @TempDir
    private static Path folder;

    private static StartedTrestle trestle;

    private Client one;
    private Client two;
    private String oneId;

    @BeforeAll
    static void start() {
        trestle = StartedTrestle.of(
                folder,
                Map.of(
                        "TRESTLE_TOKEN",
                        StartedTrestle.TOKEN,
                        // Without git, which has a watcher of its own: those of files are counted here.
                        "TRESTLE_NODE_ROLES",
                        "[gateway, fs, pty]",
                        "TRESTLE_TOPICS_LINGER_MS",
                        "1000",
                        "TRESTLE_FS_WATCH_MAX_WATCHES",
                        "20"));
    }

    @AfterAll
    static void stop() {
        trestle.close();
    }

    @BeforeEach
    void connect() {
        one = trestle.client();
        oneId = one.notification().at("/params/connectionId").asText();
        two = trestle.client();
        two.notification();
    }

    @AfterEach
    void disconnect() {
        one.close();
        two.close();
    }

    private void follow(String topic) {
        one.call("topic.subscribe", "topic", topic);
        two.call("topic.subscribe", "topic", topic);
    }

    /** The next event that is as wanted; others are passed over. */
    private static JsonNode next(Client client, Predicate<JsonNode> wanted) {
        while (true) {
            var params = client.notification().get("params");
            if (wanted.test(params)) {
                return params;
            }
        }
    }

    private static JsonNode next(Client client, String event, String path) {
        return next(
                client,
                params -> params.path("event").asText().equals(event)
                        && params.at("/data/path").asText().equals(path));
    }

    private void shell(String script) {
        one.call(
                "pty.open",
                "cols",
                80,
                "rows",
                24,
                "binary",
                false,
                "command",
                Json.of(object("c", List.of("sh", "-c", script)).get("c").toString()));
    }

    private static long watchers() {
        try (var descriptors = Files.list(Path.of("/proc/" + trestle.process().pid() + "/fd"))) {
            return descriptors.filter(WorkspaceTopicsIT::isWatcher).count();
        } catch (IOException cause) {
            throw new AssertionError(cause);
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
    void bothHearWhoWroteAndOneWatcherIsEnough() {
        // Given
        follow(FILES);
        // When
        var written = one.call("fs.write", "path", "by-one.txt", "content", "1");
        shell("touch by-shell.txt");
        // Then
        assertThat(watchers()).isEqualTo(1);
        for (var client : List.of(one, two)) {
            var data = next(client, "created", "by-one.txt").get("data");
            assertThat(data.get("etag")).isEqualTo(written.get("etag"));
            assertThat(data.get("origin")).isEqualTo(object("kind", "connection", "id", oneId, "principal", "owner"));
            assertThat(next(client, "created", "by-shell.txt").at("/data/type").asText())
                    .isEqualTo("file");
        }
        // And
        one.close();
        two.close();
        await().atMost(Launched.PATIENCE).until(() -> watchers() == 0);
    }

    @Test
    void whoeverComesBackSoonMissesNothingAndLaterIsToldToListAgain() {
        // Given
        one.call("topic.subscribe", "topic", FILES);
        one.call("fs.write", "path", "before.txt", "content", "1");
        var place = next(one, "created", "before.txt");
        var since = object("epoch", place.get("epoch"), "seq", place.get("seq"));
        one.close();
        // When
        two.call("fs.write", "path", "soon.txt", "content", "1");
        assertThat(two.call("topic.subscribe", "topic", FILES, "since", since)
                        .get("recovered")
                        .asBoolean())
                .isTrue();
        next(two, "created", "soon.txt");
        two.close();
        await().atMost(Launched.PATIENCE).until(() -> watchers() == 0);
        // Then
        try (var late = trestle.client()) {
            late.notification();
            late.call("topic.subscribe", "topic", FILES, "since", since);
            next(late, "created", "soon.txt");
            assertThat(next(late, "overflow", "").get("data")).isEqualTo(object("path", ""));
        }
    }

    @Test
    void aFolderThatCannotBeWatchedIsAnOverflowForBoth() {
        // Given
        follow(FILES);
        // When
        for (int i = 0; i < 25; i++) {
            one.call("fs.mkdir", "path", "deep/" + i, "makeParents", true);
        }
        // Then
        for (var client : List.of(one, two)) {
            var overflow = next(client, params -> params.path("event").asText().equals("overflow"));
            assertThat(overflow.at("/data/path").asText()).startsWith("deep/");
        }
        one.call("fs.delete", "path", "deep", "recursive", true);
        next(two, "deleted", "deep");
    }

    @Test
    void manyChangesAreToldInOrderOrSaidToBeLost() {
        // Given
        follow(FILES);
        // When
        shell("mkdir many; cd many; seq 1 " + MANY + " | xargs touch; cd ..; rm -rf many; touch done.txt");
        // Then
        for (var client : List.of(one, two)) {
            var params = next(client, WorkspaceTopicsIT::isOfFiles);
            long last = first(params) - 1;
            while (!params.at("/data/path").asText().equals("done.txt")) {
                assertThat(first(params)).isEqualTo(last + 1);
                last = params.path("to").asLong(first(params));
                if (params.path("event").asText().equals("overflow")) {
                    // The kernel's queue was full, and what was in it may have been this.
                    shell("rm -f done.txt; touch done.txt");
                }
                params = next(client, WorkspaceTopicsIT::isOfFiles);
            }
        }
    }

    private static boolean isOfFiles(JsonNode params) {
        return params.path("topic").asText().equals(FILES);
    }

    /** The number of an event, or of the first that is lost. */
    private static long first(JsonNode params) {
        return params.path("from").asLong(params.path("seq").asLong());
    }

    @Test
    void aCheckoutIsTold() throws Exception {
        // Given
        var script =
                "git init -q repo; cd repo; git config user.email a@b; git config user.name a; git config gc.auto 0;"
                        + " git commit -q --allow-empty -m none; git branch empty; seq 1 500 | xargs touch; git add .;"
                        + " git commit -q -m all; git branch -m full; git checkout -q empty";
        var git = new ProcessBuilder("sh", "-c", script)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(git.waitFor()).isZero();
        // The watcher of those before tells of all this too, as long as it lingers.
        await().atMost(Launched.PATIENCE).until(() -> watchers() == 0);
        follow(FILES);
        // When
        shell("cd repo && git checkout -q full");
        // Then
        for (var client : List.of(one, two)) {
            var paths = new ArrayList<String>();
            while (paths.size() < 500) {
                var created =
                        next(client, params -> params.path("event").asText().equals("created"));
                paths.add(created.at("/data/path").asText());
            }
            assertThat(paths).doesNotHaveDuplicates().allMatch(path -> path.startsWith("repo/"));
        }
    }

    @Test
    void terminalsOfOneAreSeenByTheOther() {
        // Given
        follow("workspace/default/terminals");
        // When
        shell("exit 3");
        // Then
        var opened = next(two, params -> params.path("event").asText().equals("opened"));
        var id = opened.at("/data/terminal").asText();
        assertThat(opened.at("/data/cols").asInt()).isEqualTo(80);
        one.call("pty.close", "terminal", id);
        next(
                two,
                params -> params.path("event").asText().equals("closed")
                        && params.at("/data/terminal").asText().equals(id));
    }
}
