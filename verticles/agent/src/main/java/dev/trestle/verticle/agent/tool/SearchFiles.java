package dev.trestle.verticle.agent.tool;

import dev.trestle.bus.StreamReader;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Search;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Looks for text by {@code fs.search}. */
final class SearchFiles implements Tool {

    private static final About ABOUT = new About(
            "search",
            "search",
            "search",
            "Looks for a text in the files of the workspace; tells path, line and text of up to 200 matches.",
            List.of(
                    new Parameter("query", "The text to look for, within one line.", true),
                    new Parameter("include", "A glob for the files to look at, such as *.java.", false)));

    private static final int MOST = 200;
    private static final int WINDOW = 262_144;

    /** How long after the answer the last matches may come, in seconds. */
    private static final long PATIENCE = 10;

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public String title(JsonObject input) {
        return "Search for " + input.getString("query");
    }

    @Override
    public String path(JsonObject input) {
        return null;
    }

    @Override
    public Future<Outcome> use(JsonObject input, Reach reach, Progress progress) {
        var include = input.getString("include");
        var query = new Search.Query(
                input.getString("query"),
                false,
                false,
                false,
                include == null ? List.of() : List.of(include),
                List.of(),
                MOST,
                false);
        var found = new Found();
        found.reader = reach.node().streams().reader(found);
        found.reader.grant(WINDOW);
        progress.onCancel(found.reader::cancel);
        return reach.call(Search.SEARCH, query, found.reader.address())
                .compose(outcome -> found.all.future().map(outcome).timeout(PATIENCE, TimeUnit.SECONDS))
                .compose(outcome ->
                        found.told(progress).map(lines -> lines + (outcome.truncated() ? "(and more)\n" : "")))
                .map(told -> Outcome.of(told.isEmpty() ? "no match" : told))
                .onComplete(ended -> found.reader.cancel());
    }

    /** A line in which the text was found. */
    private record Match(String path, int line, String text) {}

    /** The matches that come. */
    private static final class Found implements StreamReader.Receiver {

        private final List<Match> matches = new ArrayList<>();
        private final Promise<Void> all = Promise.promise();
        private StreamReader reader;

        @Override
        public void data(Buffer bytes) {
            var event = new JsonObject(bytes);
            if (event.getString("event").equals("match")) {
                var match = event.getJsonObject("data");
                matches.add(new Match(
                        match.getString("path"),
                        match.getInteger("line"),
                        match.getString("text").strip()));
            }
            reader.grant(bytes.length());
        }

        /** Those that the agent may read, a line each. */
        Future<String> told(Progress progress) {
            var paths = matches.stream().map(Match::path).collect(Collectors.toSet());
            return progress.readable(paths)
                    .map(readable -> matches.stream()
                            .filter(match -> readable.contains(match.path()))
                            .map(match -> match.path() + ":" + match.line() + ": " + match.text() + "\n")
                            .collect(Collectors.joining()));
        }

        @Override
        public void end() {
            all.complete();
        }

        @Override
        public void failed(Failure cause) {
            all.fail(cause);
        }
    }
}
