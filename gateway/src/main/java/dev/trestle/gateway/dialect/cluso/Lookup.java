package dev.trestle.gateway.dialect.cluso;

import dev.trestle.gateway.dialect.Finds;
import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Repertoire;
import dev.trestle.gateway.dialect.TopicFeed;
import dev.trestle.gateway.dialect.Tree;
import dev.trestle.wire.Default;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Nullable;
import dev.trestle.wire.Search;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What clients of Cluso look for in many files at once. */
final class Lookup {

    /** {@code files.search}. */
    record Text(
            String pattern,
            @Nullable String glob,
            @Default("1000") int limit) {}

    /** {@code files.tree}. */
    record Branch(
            @Default(".") String path,
            @Default("10") int maxDepth,

            @Default("[\".git\", \"node_modules\", \".next\", \"dist\"]")
            List<String> ignore) {

        private boolean shows(Fs.Entry entry) {
            return !entry.name().startsWith(".") && !ignore.contains(entry.name()) && !Places.isSensitive(entry.name());
        }
    }

    private final Guest guest;
    private final Supplier<TopicFeed> feeds;

    /** {@code feeds} makes one for a search alone. */
    Lookup(Guest guest, Supplier<TopicFeed> feeds) {
        this.guest = guest;
        this.feeds = feeds;
    }

    void into(Repertoire all) {
        all.on(Text.class, this::search, "files.search").on(Branch.class, this::tree, "files.tree");
    }

    private Future<?> search(Text asked) {
        var files = asked.glob() == null ? List.<String>of() : List.of(asked.glob());
        var query = new Search.Query(asked.pattern(), true, true, false, files, Places.SENSITIVE, asked.limit(), false);
        return Finds.of(guest, feeds.get(), query)
                .map(matches -> matches.stream().map(News::found).toList());
    }

    private Future<?> tree(Branch asked) {
        return Tree.of(guest, Places.inside(guest, asked.path()), asked.maxDepth(), asked::shows)
                .map(tree -> tree.json(this::node));
    }

    private Map<String, Object> node(Fs.Entry entry) {
        var name = entry.name().isEmpty() ? guest.workspace() : entry.name();
        var path = entry.path().isEmpty() ? "." : entry.path();
        boolean directory = entry.type() == Fs.EntryType.DIRECTORY;
        return Members.of("name", name, "path", path, "isDirectory", directory, "size", entry.size());
    }
}
