package dev.trestle.gateway.dialect.cluso;

import static dev.trestle.gateway.dialect.Repertoire.members;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Repertoire;
import dev.trestle.gateway.dialect.TopicFeed;
import dev.trestle.wire.Default;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Nullable;
import dev.trestle.wire.Search;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What clients of Cluso look for in many files at once. */
final class Lookup {

    /** {@code files.search}. */
    record Pattern(
            String pattern,
            @Nullable String glob,
            @Default("1000") int limit) {}

    /** {@code files.tree}. */
    record Tree(
            @Default(".") String path,
            @Default("10") int maxDepth,

            @Default("[\".git\", \"node_modules\", \".next\", \"dist\"]")
            List<String> ignore) {}

    /** How long the last matches of a search may take to come after its end. */
    private static final int SECONDS = 10;

    private final Guest guest;
    private final Supplier<TopicFeed> feeds;

    /** {@code feeds} makes one for a search alone. */
    Lookup(Guest guest, Supplier<TopicFeed> feeds) {
        this.guest = guest;
        this.feeds = feeds;
    }

    void into(Repertoire all) {
        all.add(data -> search(Wire.decode(Wire.encode(data), Pattern.class)), "files.search")
                .add(data -> tree(Wire.decode(Wire.encode(data), Tree.class)), "files.tree");
    }

    /** The matches of one search, which come as events. */
    private static final class Finds implements TopicFeed.Follower {

        private final List<Search.Match> matches = new ArrayList<>();
        private final Promise<List<Map<String, Object>>> all = Promise.promise();
        private Search.Outcome outcome;

        @Override
        public void event(Topics.Event event) {
            if (event.event().equals("match")) {
                matches.add(Wire.decode(Wire.encode(event.data()), Search.Match.class));
                check();
            }
        }

        @Override
        public void gap(Topics.Gap gap) {
            all.tryFail(new Failure(ErrorCode.TOO_LARGE, "there are too many matches: lower limit"));
        }

        private Future<List<Map<String, Object>>> all(Search.Outcome ended) {
            outcome = ended;
            check();
            return all.future().timeout(SECONDS, TimeUnit.SECONDS);
        }

        private void check() {
            if (outcome != null) {
                var own = matches.stream()
                        .filter(match -> match.searchId().equals(outcome.searchId()))
                        .map(News::found)
                        .toList();
                if (own.size() >= outcome.matches()) {
                    all.tryComplete(own);
                }
            }
        }
    }

    private Future<?> search(Pattern asked) {
        var files = asked.glob() == null ? List.<String>of() : List.of(asked.glob());
        var query = new Search.Query(asked.pattern(), true, true, false, files, Places.SENSITIVE, asked.limit(), false);
        var finds = new Finds();
        var feed = feeds.get();
        return feed.follow(Channels.topic(guest.workspace(), "search"), finds)
                .compose(followed -> guest.call(Search.SEARCH, query))
                .compose(finds::all)
                .onComplete(ended -> feed.end());
    }

    private Future<?> tree(Tree asked) {
        var path = Places.inside(guest, asked.path());
        return guest.call(Fs.STAT, new Fs.Stat(path)).compose(entry -> node(entry, asked, asked.maxDepth()));
    }

    /** One directory at a time, so that a large tree costs no more at once than a small one. */
    private Future<Map<String, Object>> node(Fs.Entry entry, Tree asked, int depth) {
        var node = leaf(entry);
        if (!isDirectory(entry)) {
            return Future.succeededFuture(node);
        }
        var children = new ArrayList<Map<String, Object>>();
        node.put("children", children);
        return depth <= 0
                ? Future.succeededFuture(node)
                : guest.call(Fs.LIST, new Fs.ListFiles(entry.path(), 1, FileWork.MOST, null, false))
                        .compose(page -> fill(children, page.entries(), asked, depth - 1))
                        .map(node);
    }

    /** Directories come first in {@code entries}. */
    private Future<?> fill(List<Map<String, Object>> children, List<Fs.Entry> entries, Tree asked, int depth) {
        Future<?> filled = Future.succeededFuture();
        var files = new ArrayList<Fs.Entry>();
        for (var entry : entries) {
            if (asked.ignore().contains(entry.name()) || Places.isSensitive(entry.name())) {
                continue;
            } else if (isDirectory(entry)) {
                filled = filled.compose(before -> node(entry, asked, depth)).onSuccess(children::add);
            } else {
                files.add(entry);
            }
        }
        return filled.onSuccess(before -> files.forEach(file -> children.add(leaf(file))));
    }

    private Map<String, Object> leaf(Fs.Entry entry) {
        return members(
                "name",
                entry.name().isEmpty() ? guest.workspace() : entry.name(),
                "path",
                entry.path().isEmpty() ? "." : entry.path(),
                "isDirectory",
                isDirectory(entry),
                "size",
                entry.size());
    }

    private static boolean isDirectory(Fs.Entry entry) {
        return entry.type() == Fs.EntryType.DIRECTORY;
    }
}
