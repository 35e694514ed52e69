package dev.trestle.gateway;

import static dev.trestle.gateway.TestGateway.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Operations;
import dev.trestle.wire.Fs;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trees of files, which come as one answer, of a workspace that has no end. */
class DialectTreesTest {

    private static final int MOST = 50_000;

    private final Set<String> listed = ConcurrentHashMap.newKeySet();
    private TestGateway gateway;

    /** Each directory has three in it, one of them nobody wants to see, and more files than fit. */
    @BeforeEach
    void start() {
        gateway = TestGateway.start(
                "dialects.cluso.enabled", "true",
                "dialects.cluso.port", "0",
                "dialects.gathering.enabled", "true",
                "dialects.gathering.port", "0");
        await(Operations.of(gateway.node(), "fs", Set.of("default"))
                .serve(Fs.STAT, (stat, call) -> Future.succeededFuture(entry(stat.path(), "", Fs.EntryType.DIRECTORY)))
                .serve(Fs.LIST, (list, call) -> {
                    listed.add(list.path());
                    var entries = new ArrayList<Fs.Entry>();
                    for (var name : new String[] {"a", "b", "node_modules"}) {
                        entries.add(entry(list.path(), name, Fs.EntryType.DIRECTORY));
                    }
                    IntStream.range(0, Math.min(list.limit(), list.path().isEmpty() ? 1 : 1_000) - 3)
                            .forEach(i -> entries.add(entry(list.path(), "f" + i + ".txt", Fs.EntryType.FILE)));
                    if (list.path().isEmpty()) {
                        entries.add(entry("", "last.txt", Fs.EntryType.FILE));
                    }
                    return Future.succeededFuture(
                            new Fs.Listing(entries, list.path().equals("a") ? "more" : null));
                })
                .start());
    }

    private static Fs.Entry entry(String directory, String name, Fs.EntryType type) {
        var path = directory.isEmpty() || name.isEmpty() ? directory + name : directory + "/" + name;
        return new Fs.Entry(name, path, type, 1, 1, 0644, null, null);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private JsonObject ask(String dialect, HttpRequest.Builder request, String path) {
        var url = URI.create(gateway.gateway().dialects().get(dialect)).resolve(path);
        var answer = TestGateway.send(request.uri(url).build());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    @Test
    void theTreeOfGatheringIsCutWhereItIsTooLarge() {
        var tree = ask("gathering", HttpRequest.newBuilder().GET(), "/workspace/1/files?max_depth=64");
        assertCut(tree);
        assertThat(ask("gathering", HttpRequest.newBuilder().GET(), "/workspace/1/info")
                        .getInteger("file_count"))
                .isPositive();
    }

    @Test
    void theTreeOfClusoIsCutWhereItIsTooLarge() {
        var post = HttpRequest.newBuilder().POST(BodyPublishers.ofString("{\"maxDepth\":1000000}"));
        assertCut(ask("cluso", post, "/api/files/tree").getJsonObject("data"));
    }

    private void assertCut(JsonObject tree) {
        assertThat(count(tree)).isEqualTo(1 + MOST);
        assertThat(listed).noneMatch(path -> path.contains("node_modules"));
        var children = tree.getJsonArray("children");
        assertThat(children.getJsonObject(children.size() - 1).getString("name"))
                .isEqualTo("last.txt");
        assertThat(tree.getBoolean("truncated")).isNull();
        assertThat(children.getJsonObject(0).getBoolean("truncated")).isTrue();
    }

    private static int count(JsonObject node) {
        int count = 1;
        for (var child : node.getJsonArray("children", new JsonArray())) {
            count += count((JsonObject) child);
        }
        return count;
    }
}
