package dev.trestle.verticle.fs;

import dev.trestle.bus.Caller;
import dev.trestle.bus.Node;
import dev.trestle.bus.Streams;
import dev.trestle.bus.Target;
import dev.trestle.config.FsConfig;
import dev.trestle.config.FsSearchConfig;
import dev.trestle.verticle.fs.draft.Draft;
import dev.trestle.verticle.fs.draft.Tree;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.wire.Feeds;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Operation;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A node that serves the workspace {@code demo} from a fresh directory, and a caller; for one test. */
public final class FsNode implements BeforeEachCallback, AfterEachCallback {

    static final int MOST_READ = 64;
    public static final int MOST_PATCHED = 100_000;
    public static final int MOST_UPLOADED = 4_000_000;

    private static final FsConfig.Watch MUCH = new FsConfig.Watch(1000, 200_000);
    private static final Target DEMO = Target.workspace("demo");

    /** How many searches run at once. */
    static final int MOST_SEARCHES = 2;

    /** The largest file that is searched, in bytes. */
    public static final int MOST_SEARCHED = 4_000_000;

    private final int mostQueued;
    private final FsConfig.Uploads uploads;
    private final String ripgrep;
    private final FsConfig.Watch watch;
    private Path directory;
    private Node node;
    private String deployment;
    private final FsLog log = new FsLog();

    public FsNode() {
        this(10_000);
    }

    /** A node that holds this many calls. */
    public FsNode(int mostQueued) {
        this(mostQueued, new FsConfig.Uploads(2, 60_000), FsSearchConfig.OFF, MUCH);
    }

    /** A node that keeps unfinished uploads like this. */
    public FsNode(FsConfig.Uploads uploads) {
        this(10_000, uploads, FsSearchConfig.OFF, MUCH);
    }

    private FsNode(int mostQueued, FsConfig.Uploads uploads, String ripgrep, FsConfig.Watch watch) {
        this.mostQueued = mostQueued;
        this.uploads = uploads;
        this.ripgrep = ripgrep;
        this.watch = watch;
    }

    /** A node that searches with this ripgrep, as the setting is written. */
    public static FsNode searching(String ripgrep) {
        return new FsNode(10_000, new FsConfig.Uploads(2, 60_000), ripgrep, MUCH);
    }

    /** A node that watches within these limits. */
    public static FsNode watching(FsConfig.Watch limits) {
        return new FsNode(10_000, new FsConfig.Uploads(2, 60_000), FsSearchConfig.OFF, limits);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        directory = Files.createTempDirectory("fs-test").toRealPath();
        Files.createDirectory(directory.resolve("root"));
        Files.createDirectory(directory.resolve("outside"));
        Files.writeString(directory.resolve("outside/secret.txt"), "secret");
        node = Node.alone(new VertxOptions().setEventLoopPoolSize(1));
        await(log.start(node));
        var search = new FsSearchConfig(MOST_SEARCHES, MOST_SEARCHED, ripgrep);
        var config = new FsConfig(2, mostQueued, MOST_READ, MOST_PATCHED, MOST_UPLOADED, uploads, watch, search);
        deployment = await(node.vertx().deployVerticle(new FsVerticle(node, config, Map.of("demo", root()), 0)));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        await(node.leave());
        try (var parent = Handle.at(directory.getParent())) {
            Tree.clear(parent, directory.getFileName().toString());
        }
    }

    /** What is published. */
    public FsLog log() {
        return log;
    }

    /** Somebody follows the topic {@code workspace/demo/KIND} for a while. */
    public void follow(String kind, Duration lease) {
        call(Feeds.FS, new Feeds.Follow(kind, lease.toMillis()));
    }

    /** Serves no more files. */
    public void stop() {
        await(node.vertx().undeploy(deployment));
    }

    /** The root of the workspace. */
    public Path root() {
        return directory.resolve("root");
    }

    /** A directory beside the workspace, with the file {@code secret.txt}. */
    public Path outside() {
        return directory.resolve("outside");
    }

    /** A new file. */
    public Path file(String path, String content) throws IOException {
        var file = root().resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** A new link that says {@code target}. */
    public Path link(String path, String target) throws IOException {
        return Files.createSymbolicLink(root().resolve(path), Path.of(target));
    }

    /** A new pipe, which would keep for ever whoever opens it. */
    public void pipe(String path) throws Exception {
        var file = root().resolve(path).toString();
        if (new ProcessBuilder("mkfifo", file).start().waitFor() != 0) {
            throw new IOException("mkfifo failed");
        }
    }

    public String text(String path) throws IOException {
        return Files.readString(root().resolve(path));
    }

    public boolean exists(String path) {
        return Files.exists(root().resolve(path));
    }

    public <Q, R> Future<R> send(Operation<Q, R> operation, Q request) {
        return node.calls("test").call(operation, DEMO, request);
    }

    public <Q, R> R call(Operation<Q, R> operation, Q request) {
        return await(send(operation, request));
    }

    /** Calls on behalf of {@code caller}. */
    public <Q, R> Future<R> send(Operation<Q, R> operation, Q request, Caller caller) {
        return node.calls("test").call(operation, DEMO, request, caller);
    }

    /** Tells that nobody waits for a call any more. */
    public void cancel(Operation<?, ?> operation, Caller caller) {
        node.calls("test").cancel(operation.name(), DEMO, caller.call());
    }

    /** Does {@code sends} in one go, so that all it sends arrives before any of it runs. */
    <T> Future<T> together(Supplier<Future<T>> sends) {
        return Future.future(
                promise -> node.vertx().runOnContext(now -> sends.get().onComplete(promise)));
    }

    /** How a call fails that is cancelled as it begins. */
    public <Q, R> Refused cancel(Operation<Q, R> operation, Q request) {
        var caller = Caller.of("test", Duration.ofSeconds(30));
        return Refused.of(together(() -> {
            var answer = node.calls("test").call(operation, DEMO, request, caller);
            node.calls("test").cancel(operation.name(), DEMO, caller.call());
            return answer;
        }));
    }

    /** How a call fails whose params are this JSON. */
    public Refused failureOf(Operation<?, ?> operation, String json) {
        var caller = Caller.of("test", Duration.ofSeconds(30));
        return Refused.of(node.calls("test").send(operation.name(), DEMO, Buffer.buffer(json), caller));
    }

    public <Q, R> Refused failureOf(Operation<Q, R> operation, Q request) {
        return Refused.of(send(operation, request));
    }

    /** The streams of this node. */
    public Streams streams() {
        return node.streams();
    }

    /** As {@link #send}, with the stream at {@code address}. */
    public <Q, R> Future<R> send(Operation<Q, R> operation, Q request, String address) {
        var caller = Caller.of("test", Duration.ofSeconds(30)).with(address);
        return node.calls("test").call(operation, DEMO, request, caller);
    }

    /** The names of drafts in {@code directory}. */
    public List<String> drafts(String directory) throws IOException {
        try (var files = Files.list(root().resolve(directory))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(Draft::isName)
                    .toList();
        }
    }

    /** Polls until {@code condition} holds, for what nobody is told of. */
    public static void until(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(2))
                .pollInSameThread()
                .until(condition);
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new AssertionError(failed);
        } catch (InterruptedException | TimeoutException stuck) {
            throw new AssertionError("no answer", stuck);
        }
    }

    static Fs.Read read(String path) {
        return new Fs.Read(path, 0, null, Fs.Encoding.UTF8);
    }

    public static Fs.Write write(String path, String content) {
        return new Fs.Write(path, content, Fs.Encoding.UTF8, null, true, false);
    }

    public static Fs.ListFiles list(String path) {
        return new Fs.ListFiles(path, 1, 1000, null, true);
    }

    public static Fs.Patch patch(String path, String diff, Fs.PatchFormat format) {
        return new Fs.Patch(path, new Fs.Change.Diff(diff), format, null);
    }
}
