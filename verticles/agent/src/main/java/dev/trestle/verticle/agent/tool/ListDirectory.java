package dev.trestle.verticle.agent.tool;

import dev.trestle.wire.Fs;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Lists a directory by {@code fs.list}. */
final class ListDirectory implements Tool {

    private static final About ABOUT = new About(
            "list",
            "list",
            "read",
            "Lists a directory of the workspace; names of directories end with a slash.",
            List.of(new Parameter("path", "The directory, relative to the root; the root when absent.", false)));

    private static final int MOST = 500;

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public String path(JsonObject input) {
        return input.getString("path", "");
    }

    @Override
    public String title(JsonObject input) {
        return path(input).isEmpty() ? "List the workspace" : "List " + path(input);
    }

    @Override
    public Future<Outcome> use(JsonObject input, Reach reach, Progress progress) {
        return reach.call(Fs.LIST, new Fs.ListFiles(path(input), 1, MOST, null, true))
                .compose(listing -> progress.readable(
                                listing.entries().stream().map(Fs.Entry::path).toList())
                        .map(readable -> Outcome.of(told(listing, readable))));
    }

    private static String told(Fs.Listing listing, Set<String> readable) {
        return listing.entries().stream()
                        .filter(entry -> readable.contains(entry.path()))
                        .map(ListDirectory::line)
                        .collect(Collectors.joining())
                + (listing.cursor() == null ? "" : "(and more)\n");
    }

    private static String line(Fs.Entry entry) {
        return entry.name() + (entry.type() == Fs.EntryType.DIRECTORY ? "/\n" : "\n");
    }
}
