package dev.trestle.verticle.agent.tool;

import dev.trestle.wire.Fs;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/** Lists a directory by {@code fs.list}. */
final class ListDirectory implements Tool {

    private static final int MOST = 500;

    @Override
    public String name() {
        return "list";
    }

    @Override
    public String kind() {
        return "read";
    }

    @Override
    public String description() {
        return "Lists a directory of the workspace; names of directories end with a slash.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter("path", "The directory, relative to the root; the root when absent.", false));
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
                .map(listing -> Outcome.of(
                        listing.entries().stream().map(ListDirectory::line).collect(Collectors.joining())
                                + (listing.cursor() == null ? "" : "(and more)\n")));
    }

    private static String line(Fs.Entry entry) {
        return entry.name() + (entry.type() == Fs.EntryType.DIRECTORY ? "/\n" : "\n");
    }
}
