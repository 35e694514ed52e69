package dev.trestle.gateway.dialect;

import dev.trestle.wire.Fs;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A file or a directory with what is in it, for protocols in which that comes as one answer. There is a bound to what a
 * directory and to what all of it have; where one is met, the tree is {@linkplain #isCut cut}. Belongs to one event loop.
 */
public final class Tree {

    /** The most entries of a tree, and of one directory in it. */
    private static final int MOST = 50_000;

    private static final int MOST_IN_ONE = 5_000;

    /** How many directories are read at a time. */
    private static final int AT_ONCE = 16;

    private static final int DEEPEST = 64;

    private final Fs.Entry entry;
    private final int depth;
    private final List<Tree> children = new ArrayList<>();
    private boolean cut;

    private Tree(Fs.Entry entry, int depth) {
        this.entry = entry;
        this.depth = depth;
    }

    /**
     * What is at {@code path}, and {@code depth} levels below, of what is {@code wanted}: nothing is asked about what is in a
     * directory that is not. Level by level, so that a large directory takes no room from those above it.
     */
    public static Future<Tree> of(Guest guest, String path, int depth, Predicate<Fs.Entry> wanted) {
        return guest.call(Fs.STAT, new Fs.Stat(path)).compose(entry -> {
            var root = new Tree(entry, Math.min(depth, DEEPEST));
            var walk = new Walk(guest, wanted);
            return root.isOpen()
                    ? walk.list(root).compose(page -> walk.take(root, page)).map(root)
                    : Future.succeededFuture(root);
        });
    }

    private static final class Walk {

        private final Guest guest;
        private final Predicate<Fs.Entry> wanted;
        private final Queue<Tree> waiting = new ArrayDeque<>();
        private int room = MOST;

        private Walk(Guest guest, Predicate<Fs.Entry> wanted) {
            this.guest = guest;
            this.wanted = wanted;
        }

        private Future<Fs.Listing> list(Tree directory) {
            return guest.call(Fs.LIST, new Fs.ListFiles(directory.entry.path(), 1, MOST_IN_ONE, null, true));
        }

        private Future<Void> take(Tree directory, Fs.Listing page) {
            add(directory, page);
            return go();
        }

        private Future<Void> go() {
            var next = Stream.generate(waiting::poll)
                    .limit(Math.min(AT_ONCE, waiting.size()))
                    .toList();
            if (next.isEmpty() || room == 0) {
                Stream.concat(next.stream(), waiting.stream()).forEach(directory -> directory.cut = true);
                return Future.succeededFuture();
            }
            // One that cannot be read, or that is gone meanwhile, is no reason to show nothing.
            var pages = next.stream()
                    .map(directory -> list(directory).otherwise(new Fs.Listing(List.of(), "unread")))
                    .toList();
            return Future.all(pages).compose(read -> {
                for (int i = 0; i < next.size(); i++) {
                    add(next.get(i), read.resultAt(i));
                }
                return go();
            });
        }

        private void add(Tree directory, Fs.Listing page) {
            var found = page.entries().stream().filter(wanted).toList();
            var entries = found.subList(0, Math.min(room, found.size()));
            room -= entries.size();
            directory.cut = page.cursor() != null || entries.size() < found.size();
            for (var entry : entries) {
                var child = new Tree(entry, directory.depth - 1);
                directory.children.add(child);
                if (child.isOpen()) {
                    waiting.add(child);
                }
            }
        }
    }

    /** Whether what is in it belongs to the answer. */
    private boolean isOpen() {
        return isDirectory() && depth > 0;
    }

    public Fs.Entry entry() {
        return entry;
    }

    public boolean isDirectory() {
        return entry.type() == Fs.EntryType.DIRECTORY;
    }

    /** Whether there is more in it than is told. */
    public boolean isCut() {
        return cut;
    }

    /** Itself and all that is in it. */
    public Stream<Tree> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(Tree::all));
    }

    /** With what {@code node} says of each entry, {@code children} of directories, and {@code truncated} where it is cut. */
    public Map<String, Object> json(Function<Fs.Entry, Map<String, Object>> node) {
        var json = node.apply(entry);
        if (isDirectory()) {
            json.put(
                    "children", children.stream().map(child -> child.json(node)).toList());
        }
        if (cut) {
            json.put("truncated", true);
        }
        return json;
    }
}
