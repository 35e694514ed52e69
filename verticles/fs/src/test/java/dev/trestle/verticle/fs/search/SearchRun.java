package dev.trestle.verticle.fs.search;

import dev.trestle.bus.Caller;
import dev.trestle.bus.Wire;
import dev.trestle.verticle.fs.FsLog;
import dev.trestle.verticle.fs.FsNode;
import dev.trestle.wire.Search;
import dev.trestle.wire.Search.Match;
import dev.trestle.wire.Search.Outcome;
import dev.trestle.wire.Search.Progress;
import dev.trestle.wire.Search.Query;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** One {@code fs.search} and what it has published. */
final class SearchRun {

    final Future<Outcome> outcome;
    private final FsNode fs;
    private final Caller caller;
    private final int before;

    private SearchRun(FsNode fs, Query query, Duration patience) {
        this.fs = fs;
        before = fs.log().size();
        caller = Caller.of("test", patience);
        fs.follow("search", Duration.ofMinutes(1));
        outcome = fs.send(Search.SEARCH, query, caller);
    }

    static SearchRun of(FsNode fs, Query query) {
        var run = begin(fs, query);
        FsNode.await(run.outcome);
        return run;
    }

    static SearchRun begin(FsNode fs, Query query) {
        return begin(fs, query, Duration.ofSeconds(30));
    }

    static SearchRun begin(FsNode fs, Query query, Duration patience) {
        return new SearchRun(fs, query, patience);
    }

    /** The search for this text, everything else as it is by default. */
    static Query text(String text) {
        return new Query(text, false, false, false, List.of(), List.of(), 1000, false);
    }

    static Query regex(String regex) {
        return new Query(regex, true, false, false, List.of(), List.of(), 1000, false);
    }

    void cancel() {
        fs.cancel(Search.SEARCH, caller);
    }

    Outcome result() {
        return FsNode.await(outcome);
    }

    /** The matches that were published so far. */
    List<Match> matches() {
        return told("match", Match.class);
    }

    List<Progress> progress() {
        return told("progress", Progress.class);
    }

    private <T> List<T> told(String event, Class<T> type) {
        return fs.log().events().stream()
                .skip(before)
                .filter(one -> one.topic().equals("workspace/demo/search")
                        && one.name().equals(event))
                .map(FsLog.Event::data)
                .map(data -> Wire.decode(data.toBuffer(), type))
                .toList();
    }

    /** Each match as {@code path:line:column}, sorted. */
    List<String> places() {
        return matches().stream()
                .map(match -> match.path() + ":" + match.line() + ":" + match.column())
                .sorted()
                .toList();
    }
}
