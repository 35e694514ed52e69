package dev.trestle.verticle.fs.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Draft;
import dev.trestle.config.FsConfig;
import dev.trestle.verticle.fs.path.FileName;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.verticle.fs.watch.Change.Kind;
import dev.trestle.wire.Fs.EntryType;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A client of a watcher: it lists the workspace once, applies what it is told from there on, and lists a folder again only
 * after an overflow. What it believes must become what is there.
 */
final class Mirror implements Watcher.Listener, AutoCloseable {

    static final FsConfig.Watch PLENTY = new FsConfig.Watch(100_000, 1_000_000);

    /** What a client knows of a name: it is a directory, or its content is the one of that etag. */
    record Seen(EntryType type, String etag) {}

    /** Something that the client does instead of taking what it is told. */
    interface Pause {
        void take() throws InterruptedException;
    }

    private final Root root;
    private final Predicate<String> hidden;
    private final Watcher watcher;
    private final TreeMap<String, Seen> believed = new TreeMap<>();
    private final List<Change> told = new ArrayList<>();
    private volatile Pause pause;
    private volatile Throwable end;

    /** Of the workspace in {@code directory}, as far as its paths are not {@code hidden}. */
    Mirror(Path directory, FsConfig.Watch limits, Predicate<String> hidden) throws Exception {
        this.root = Root.open(directory);
        this.hidden = hidden;
        this.watcher = Watcher.start("demo", root, limits, this);
        try {
            finish(watcher.ready());
        } catch (CompletionException refused) {
            root.close();
            throw refused;
        }
        synchronized (this) {
            list("");
        }
    }

    static Mirror of(Path directory) throws Exception {
        return new Mirror(directory, PLENTY, path -> false);
    }

    private static void finish(Future<Void> future) {
        future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void changed(List<Change> changes) {
        var now = pause;
        pause = null;
        if (now != null) {
            try {
                now.take();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
        follow(changes);
    }

    /** When the next changes come, does {@code thing} first. */
    void pauseOnce(Pause thing) {
        pause = thing;
    }

    private synchronized void follow(List<Change> changes) {
        assertThat(changes).hasSizeLessThanOrEqualTo(Watcher.MOST_AT_ONCE);
        told.addAll(changes);
        changes.forEach(this::apply);
        notifyAll();
    }

    @Override
    public synchronized void ended(Throwable cause) {
        end = cause;
        notifyAll();
    }

    private void apply(Change change) {
        switch (change.kind()) {
            case CREATED, CHANGED -> believed.put(change.path(), new Seen(change.type(), change.etag()));
            case DELETED -> remove(change.path());
            case MOVED -> move(change);
            case OVERFLOW -> list(change.path());
            default -> throw new AssertionError(change);
        }
    }

    private void remove(String path) {
        believed.remove(path);
        below(path).clear();
    }

    private Map<String, Seen> below(String path) {
        return path.isEmpty() ? believed : believed.subMap(path + "/", path + "0");
    }

    private void move(Change change) {
        var children = new TreeMap<>(below(change.path()));
        remove(change.path());
        remove(change.to());
        believed.put(change.to(), new Seen(change.type(), change.etag()));
        children.forEach((path, seen) ->
                believed.put(change.to() + path.substring(change.path().length()), seen));
    }

    private void list(String path) {
        below(path).clear();
        believed.putAll(truth(path));
    }

    /** What is there now, at and below {@code path}. */
    private Map<String, Seen> truth(String path) {
        var names = path.isEmpty() ? List.<String>of() : List.of(path.split("/"));
        var found = new TreeMap<String, Seen>();
        try (var top = root.top().reach(names)) {
            if (top != null) {
                collect(top, path.isEmpty() ? "" : path + "/", found);
            }
            return found;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void collect(Handle directory, String prefix, Map<String, Seen> found) throws IOException {
        try (var children = directory.children()) {
            for (var child = children.next(); child != null; child = children.next()) {
                var path = prefix + FileName.shown(child.name());
                var facts = directory.facts(child.name());
                if (facts == null || child.name().equals(".git") || Draft.isName(child.name()) || hidden.test(path)) {
                    continue;
                }
                found.put(path, new Seen(facts.type(), facts.isFile() ? facts.etag() : null));
                if (facts.isDirectory()) {
                    try (var inner = directory.reach(List.of(child.name()))) {
                        if (inner != null) {
                            collect(inner, path + "/", found);
                        }
                    }
                }
            }
        }
    }

    /** Waits until what is believed is what is there. */
    void awaitTruth() throws InterruptedException {
        awaitTruth("the mirror");
    }

    /** As {@link #awaitTruth()}; if it does not, says {@code what}. */
    void awaitTruth(String what) throws InterruptedException {
        await(() -> truth("").equals(believed));
        synchronized (this) {
            assertThat(end).as(what).isNull();
            assertThat(believed).as(what).isEqualTo(truth(""));
        }
    }

    /** Waits until something was told. */
    void await(Kind kind, String path) throws InterruptedException {
        await(() -> told.stream()
                .anyMatch(change -> change.kind() == kind && change.path().equals(path)));
    }

    private synchronized void await(BooleanSupplier condition) throws InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (end == null && !condition.getAsBoolean() && System.nanoTime() < limit) {
            wait(100);
        }
    }

    /** Waits until all that happened before is told, and yields everything since it was last asked. */
    List<Change> told() throws Exception {
        // The kernel keeps the order, so what comes of this comes last.
        var last = ".last" + System.nanoTime();
        root.top().create(last, 0600).close();
        await(Kind.CREATED, last);
        root.top().delete(last);
        await(Kind.DELETED, last);
        synchronized (this) {
            var all =
                    told.stream().filter(change -> !change.path().equals(last)).toList();
            told.clear();
            return all;
        }
    }

    /** Everything told so far. */
    synchronized List<Change> sofar() {
        return List.copyOf(told);
    }

    /** Waits until the watcher ends by itself, and yields why. */
    Throwable awaitEnd() throws InterruptedException {
        await(() -> false);
        return end;
    }

    @Override
    public void close() {
        finish(watcher.close());
        root.close();
    }
}
