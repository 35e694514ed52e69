package dev.trestle.verticle.agent.tool;

import dev.trestle.wire.Fs;
import dev.trestle.wire.TextEdit;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Replaces one piece of a text file by {@code fs.patch}. What models get wrong of real patches, they cannot get wrong here. */
final class EditFile implements Tool {

    private static final About ABOUT = new About(
            "edit",
            "edit",
            "edit",
            "Replaces a piece of a text file of the workspace, which must be in it exactly once.",
            List.of(
                    new Parameter("path", "The file, relative to the root of the workspace.", true),
                    new Parameter("old", "The piece to replace, as it stands in the file.", true),
                    new Parameter("new", "What to put in its place.", true)));

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public String title(JsonObject input) {
        return "Edit " + input.getString("path");
    }

    @Override
    public Future<Outcome> use(JsonObject input, Reach reach, Progress progress) {
        var path = input.getString("path");
        var old = input.getString("old");
        return reach.call(Fs.READ, new Fs.Read(path, 0, null, Fs.Encoding.UTF8)).compose(read -> {
            int start = old.isEmpty() ? -1 : read.content().indexOf(old);
            if (start < 0) {
                return Future.succeededFuture(Outcome.failure("old is not in " + path));
            } else if (read.content().indexOf(old, start + 1) >= 0) {
                return Future.succeededFuture(
                        Outcome.failure("old is in " + path + " more than once; give more of it"));
            }
            var span =
                    new TextEdit.Span(position(read.content(), start), position(read.content(), start + old.length()));
            var change = new Fs.Change.Edits(List.of(new TextEdit(span, input.getString("new"))));
            return reach.call(Fs.PATCH, new Fs.Patch(path, change, Fs.PatchFormat.EDITS, read.etag()))
                    .map(written -> Outcome.of("edited, now " + written.size() + " bytes"));
        });
    }

    private static TextEdit.Position position(String text, int index) {
        int line = 0;
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0 && end < index; end = text.indexOf('\n', start)) {
            line++;
            start = end + 1;
        }
        return new TextEdit.Position(line, index - start);
    }
}
