package dev.trestle.verticle.fs.search;

import dev.trestle.bus.Caller;
import dev.trestle.bus.StreamReader;
import dev.trestle.bus.Wire;
import dev.trestle.verticle.fs.FsNode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Search;
import dev.trestle.wire.Search.Match;
import dev.trestle.wire.Search.Outcome;
import dev.trestle.wire.Search.Progress;
import dev.trestle.wire.Search.Query;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One {@code fs.search} and what it told. */
final class SearchRun implements StreamReader.Receiver {

    static final long ALL = 1L << 40;

    final List<Match> matches = new CopyOnWriteArrayList<>();
    final List<Progress> progress = new CopyOnWriteArrayList<>();
    final Caller caller;
    final Future<Outcome> outcome;
    final StreamReader reader;
    private final FsNode fs;
    private final AtomicInteger messages = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    volatile Failure failure;

    private SearchRun(FsNode fs, Query query, long credit, Duration patience) {
        this.fs = fs;
        reader = fs.streams().reader(this);
        reader.grant(credit);
        caller = Caller.of("test", patience).with(reader.address());
        outcome = fs.send(Search.SEARCH, query, caller);
    }

    static SearchRun of(FsNode fs, Query query) {
        var run = new SearchRun(fs, query, ALL, Duration.ofSeconds(30));
        FsNode.await(run.outcome);
        run.awaitEnd();
        return run;
    }

    /** A search that may tell {@code credit} bytes. */
    static SearchRun begin(FsNode fs, Query query, long credit) {
        return new SearchRun(fs, query, credit, Duration.ofSeconds(30));
    }

    static SearchRun begin(FsNode fs, Query query, Duration patience) {
        return new SearchRun(fs, query, ALL, patience);
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

    /** Each match as {@code path:line:column}, sorted. */
    List<String> places() {
        return matches.stream()
                .map(match -> match.path() + ":" + match.line() + ":" + match.column())
                .sorted()
                .toList();
    }

    /** How many messages came, each with some events. */
    int messages() {
        return messages.get();
    }

    void awaitEnd() {
        try {
            if (!ended.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("the events have no end");
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    @Override
    public void data(Buffer bytes) {
        messages.incrementAndGet();
        bytes.toString().lines().forEach(this::event);
    }

    private void event(String line) {
        var message = new JsonObject(line);
        var data = Buffer.buffer(message.getJsonObject("data").encode());
        if (message.getString("event").equals("match")) {
            matches.add(Wire.decode(data, Match.class));
        } else {
            progress.add(Wire.decode(data, Progress.class));
        }
    }

    @Override
    public void end() {
        ended.countDown();
    }

    @Override
    public void failed(Failure cause) {
        failure = cause;
        ended.countDown();
    }
}
