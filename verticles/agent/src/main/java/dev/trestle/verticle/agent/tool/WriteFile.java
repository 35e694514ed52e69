package dev.trestle.verticle.agent.tool;

import dev.trestle.wire.Fs;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Replaces or makes a text file by {@code fs.write}. */
final class WriteFile implements Tool {

    private static final About ABOUT = new About(
            "write",
            "write",
            "edit",
            "Writes a text file of the workspace, in place of what was there; makes missing directories.",
            List.of(
                    new Parameter("path", "The file, relative to the root of the workspace.", true),
                    new Parameter("content", "The whole new content.", true)));

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public String title(JsonObject input) {
        return "Write " + input.getString("path");
    }

    @Override
    public Future<Outcome> use(JsonObject input, Reach reach, Progress progress) {
        var write =
                new Fs.Write(input.getString("path"), input.getString("content"), Fs.Encoding.UTF8, null, true, true);
        return reach.call(Fs.WRITE, write).map(written -> Outcome.of("written, " + written.size() + " bytes"));
    }
}
