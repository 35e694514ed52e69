package dev.trestle.verticle.fs.search;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.fs.list.Rank;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Search.Find;
import dev.trestle.wire.Search.Paths;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToIntFunction;

/**
 * {@code fs.find}: yields the files whose path fits best, of which it keeps no more than are asked for. Those that fit as
 * well come by the length of their path, then by code point; a glob's by code point alone.
 */
public final class FindFiles implements OperationHandler<Find, Paths> {

    private static final int LONGEST = 256;

    private record Hit(String path, int score) {}

    private static final FileWalk.Choice ALL = new Globs("include", List.of(), "exclude", List.of());
    private static final Comparator<String> BY_NAME = Rank::compare;
    private static final Comparator<Hit> BEST_FIRST = Comparator.comparingInt((Hit hit) -> -hit.score)
            .thenComparingInt(hit -> hit.path.length())
            .thenComparing(Hit::path, BY_NAME);

    private final Searches searches;

    public FindFiles(Searches searches) {
        this.searches = searches;
    }

    @Override
    public Future<Paths> handle(Find request, Call call) {
        if ((request.query() == null) == (request.glob() == null)) {
            throw refused("either query or glob must be given, and not both");
        }
        var stop = new Stop();
        if (request.glob() != null) {
            var glob = PathGlob.of("glob", request.glob());
            var order = Comparator.comparing(Hit::path, BY_NAME);
            return searches.run(call, stop, root -> find(root, stop, request, choice(glob), order, path -> 0));
        }
        if (request.query().isBlank() || request.query().length() > LONGEST) {
            throw refused("query must have 1 to " + LONGEST + " characters, and not spaces alone");
        }
        var fuzzy = new Fuzzy(request.query());
        return searches.run(call, stop, root -> find(root, stop, request, ALL, BEST_FIRST, fuzzy::score));
    }

    private static Paths find(
            Root root,
            Stop stop,
            Find request,
            FileWalk.Choice choice,
            Comparator<Hit> order,
            ToIntFunction<String> score)
            throws IOException {
        // The worst first; one more than asked for tells whether there are more.
        var hits = new PriorityQueue<>(order.reversed());
        new FileWalk(stop, choice, request.ignored(), (directory, name, way) -> {
                    var path = String.join("/", way);
                    int value = score.applyAsInt(path);
                    if (value != Fuzzy.NONE) {
                        hits.add(new Hit(path, value));
                    }
                    if (hits.size() > request.limit() + 1) {
                        hits.poll();
                    }
                    return true;
                })
                .walk(root);
        boolean truncated = hits.size() > request.limit();
        if (truncated) {
            hits.poll();
        }
        var sorted = new ArrayList<>(hits);
        sorted.sort(order);
        return new Paths(sorted.stream().map(Hit::path).toList(), truncated);
    }

    private static FileWalk.Choice choice(PathGlob glob) {
        return new FileWalk.Choice() {
            @Override
            public boolean enters(String[] way) {
                return true;
            }

            @Override
            public boolean takes(String[] way) {
                return glob.matches(way);
            }
        };
    }

    private static Failure refused(String sentence) {
        return new Failure(ErrorCode.INVALID_ARGUMENT, sentence);
    }
}
