package dev.trestle.verticle.agent.tool;

import dev.trestle.wire.Fs;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Reads a text file by {@code fs.read}. */
final class ReadFile implements Tool {

    private static final About ABOUT = new About(
            "read",
            "read",
            "read",
            "Reads a text file of the workspace, its first 64 KiB.",
            List.of(new Parameter("path", "The file, relative to the root of the workspace.", true)));

    /** The most of a file that is read at once, in bytes; models are short of room. */
    private static final long MOST = 65_536;

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public String title(JsonObject input) {
        return "Read " + input.getString("path");
    }

    @Override
    public Future<Outcome> use(JsonObject input, Reach reach, Progress progress) {
        return reach.call(Fs.READ, new Fs.Read(input.getString("path"), 0, MOST, Fs.Encoding.UTF8))
                .map(read -> Outcome.of(
                        read.eof()
                                ? read.content()
                                : read.content() + "\n(cut: the file has " + read.size() + " bytes)"));
    }
}
