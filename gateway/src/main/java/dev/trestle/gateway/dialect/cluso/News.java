package dev.trestle.gateway.dialect.cluso;

import dev.trestle.bus.Wire;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Search;
import dev.trestle.wire.Topics;
import dev.trestle.wire.Watch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the events of a workspace are on the channels of Cluso. */
final class News {

    /** The data of what is told on {@code channel}; what somebody published there is passed on as it is. */
    List<Object> of(String channel, Topics.Event event) {
        if (event.event().startsWith("presence.")) {
            return List.of();
        } else if (event.event().equals(Broadcaster.EVENT)) {
            var data = new ArrayList<>();
            data.add(event.data());
            return data;
        }
        return switch (channel) {
            case "files" -> files(event);
            case "git" -> git(event);
            case "search" -> search(event);
            default -> {
                var data = new ArrayList<>();
                data.add(event.data());
                yield data;
            }
        };
    }

    private List<Object> files(Topics.Event event) {
        if (event.event().equals(Watch.OVERFLOW)) {
            return List.of(file(read(event, Watch.Overflow.class).path(), "change"));
        }
        var change = read(event, Watch.Change.class);
        var suffix = change.type() == Fs.EntryType.DIRECTORY ? "Dir" : "";
        return switch (event.event()) {
            case "created" -> List.of(file(change.path(), "add" + suffix));
            case "deleted" -> List.of(file(change.path(), "unlink" + suffix));
            case "moved" -> List.of(file(change.path(), "unlink" + suffix), file(change.to(), "add" + suffix));
            default -> suffix.isEmpty() ? List.of(file(change.path(), "change")) : List.of();
        };
    }

    private static Map<String, Object> file(String path, String event) {
        return stamped("file", path, "event", event);
    }

    private List<Object> git(Topics.Event event) {
        var data = event.data() instanceof Map<?, ?> members ? members : Map.of();
        return switch (event.event()) {
            case "changed" -> List.of(stamped("type", "status", "message", "Repository changed: " + data.get("path")));
            case "progress" -> {
                var operation = String.valueOf(data.get("operation")).replace("git.", "");
                var type = operation.equals("push") || operation.equals("pull") ? operation : "status";
                var percent = data.get("percent") == null ? "" : " " + data.get("percent") + "%";
                yield List.of(stamped("type", type, "message", operation + ": " + data.get("phase") + percent));
            }
            default -> List.of();
        };
    }

    /** Which text was looked for, the events do not say: the name of the search stands for it. */
    private List<Object> search(Topics.Event event) {
        if (event.event().equals("match")) {
            var match = read(event, Search.Match.class);
            int from = match.column() - (match.textColumn() == null ? 1 : match.textColumn());
            int end = Math.min(match.text().length(), from + match.length());
            var result = new LinkedHashMap<String, Object>();
            result.put("file", match.path());
            result.put("line", match.line());
            result.put("column", match.column());
            result.put("match", match.text().substring(Math.min(from, end), end));
            result.put("context", match.text());
            return List.of(found(match.searchId(), 0, null, List.of(result)));
        }
        var progress = read(event, Search.Progress.class);
        return List.of(found(progress.searchId(), progress.completed(), progress.total(), List.of()));
    }

    private static Map<String, Object> found(String search, int completed, Integer total, List<?> results) {
        return stamped("query", search, "completed", completed, "total", total, "results", results);
    }

    private static <T> T read(Topics.Event event, Class<T> type) {
        return Wire.decode(Wire.encode(event.data()), type);
    }

    /** These names and values in turn, and when that was. */
    static Map<String, Object> stamped(Object... namesAndValues) {
        var data = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            data.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        data.put("timestamp", Channels.now());
        return data;
    }
}
