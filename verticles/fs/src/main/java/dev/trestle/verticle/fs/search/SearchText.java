package dev.trestle.verticle.fs.search;

import dev.trestle.bus.Call;
import dev.trestle.bus.Feed;
import dev.trestle.bus.Node;
import dev.trestle.bus.OperationHandler;
import dev.trestle.wire.Search.Outcome;
import dev.trestle.wire.Search.Query;
import io.vertx.core.Future;
import java.util.UUID;

/** {@code fs.search}: looks for text and answers once, when it is done; what it finds goes out while it looks. */
public final class SearchText implements OperationHandler<Query, Outcome> {

    private final Searches searches;
    private final Node node;
    private final Feed feed;
    private final int maxFileBytes;
    private final Ripgrep ripgrep;

    /** Looks with {@code ripgrep}, or without where it is {@code null}, and tells those who follow by {@code feed}. */
    public SearchText(Searches searches, Node node, Feed feed, int maxFileBytes, Ripgrep ripgrep) {
        this.searches = searches;
        this.node = node;
        this.feed = feed;
        this.maxFileBytes = maxFileBytes;
        this.ripgrep = ripgrep;
    }

    @Override
    public Future<Outcome> handle(Query request, Call call) {
        var pattern = TextPattern.of(request);
        var choice = new Globs("include", request.include(), "exclude", request.exclude());
        var id = "s-" + UUID.randomUUID();
        var stop = new Stop();
        var events = new Events(node, feed, call, stop);
        return searches.run(call, stop, root -> {
            var found = new Matches(id, request.maxResults(), events);
            found.searchingFor(request.query());
            var search = new TextSearch(root, pattern, maxFileBytes, stop, found);
            try (var hints = ripgrep == null ? null : ripgrep.look(request, root, maxFileBytes, stop)) {
                search.through(choice, request.ignored(), hints);
            }
            events.end();
            return found.outcome();
        });
    }
}
