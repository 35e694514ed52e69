package dev.trestle.gateway.dialect;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Search;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What one search finds, put together, for protocols in which that comes as one answer. Belongs to one event loop. */
public final class Finds implements TopicFeed.Follower {

    /** How long the last matches may take to come after the end of the search. */
    private static final int SECONDS = 10;

    private final List<Search.Match> matches = new ArrayList<>();
    private final Promise<List<Search.Match>> all = Promise.promise();
    private Search.Outcome outcome;

    private Finds() {}

    /** All that {@code guest} finds by {@code query}; {@code feed} is used for this alone, and ends with it. */
    public static Future<List<Search.Match>> of(Guest guest, TopicFeed feed, Search.Query query) {
        var finds = new Finds();
        return feed.follow("workspace/" + guest.workspace() + "/search", finds)
                .compose(followed -> guest.call(Search.SEARCH, query))
                .compose(finds::all)
                .onComplete(ended -> feed.end());
    }

    @Override
    public void event(Topics.Event event) {
        if (event.event().equals("match")) {
            matches.add(TopicFeed.data(event, Search.Match.class));
            check();
        }
    }

    @Override
    public void gap(Topics.Gap gap) {
        all.tryFail(new Failure(ErrorCode.TOO_LARGE, "more was found than could be followed: ask for less"));
    }

    private Future<List<Search.Match>> all(Search.Outcome ended) {
        outcome = ended;
        check();
        return all.future().timeout(SECONDS, TimeUnit.SECONDS);
    }

    /** Others may search at the same time. */
    private void check() {
        if (outcome != null) {
            var own = matches.stream()
                    .filter(match -> match.searchId().equals(outcome.searchId()))
                    .toList();
            if (own.size() >= outcome.matches()) {
                all.tryComplete(own);
            }
        }
    }
}
