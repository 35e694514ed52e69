package dev.trestle.verticle.agent.tool;

import dev.trestle.bus.StreamReader;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Search;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Looks for text by {@code fs.search}. */
final class SearchFiles implements Tool {

    private static final int MOST = 200;
    private static final int WINDOW = 262_144;

    /** How long after the answer the last matches may come, in seconds. */
    private static final long PATIENCE = 10;

    @Override
    public String name() {
        return "search";
    }

    @Override
    public String kind() {
        return "search";
    }

    @Override
    public String description() {
        return "Looks for a text in the files of the workspace; tells path, line and text of up to 200 matches.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("query", "The text to look for, within one line.", true),
                new Parameter("include", "A glob for the files to look at, such as *.java.", false));
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
        return reach.call(Search.SEARCH, query, found.reader.address())
                .compose(outcome -> found.all.future().map(outcome).timeout(PATIENCE, TimeUnit.SECONDS))
                .map(outcome -> Outcome.of(
                        outcome.matches() == 0
                                ? "no match"
                                : found.lines + (outcome.truncated() ? "(and more)\n" : "")))
                .onComplete(ended -> found.reader.cancel());
    }

    /** The matches that come, as lines. */
    private static final class Found implements StreamReader.Receiver {

        private final StringBuilder lines = new StringBuilder();
        private final Promise<Void> all = Promise.promise();
        private StreamReader reader;

        @Override
        public void data(Buffer bytes) {
            var event = new JsonObject(bytes);
            if (event.getString("event").equals("match")) {
                var match = event.getJsonObject("data");
                lines.append(match.getString("path"))
                        .append(':')
                        .append(match.getInteger("line"))
                        .append(": ")
                        .append(match.getString("text").strip())
                        .append('\n');
            }
            reader.grant(bytes.length());
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
