package dev.trestle.gateway.dialect.cluso;

import dev.trestle.gateway.dialect.FileChange;
import dev.trestle.gateway.dialect.JsTime;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.TopicFeed;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Search;
import dev.trestle.wire.Topics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the events of a workspace are on the channels of Cluso. */
final class News {

    /** How many searches are known by what they look for. */
    private static final int SEARCHES = 64;

    private final Map<String, String> queries = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > SEARCHES;
        }
    };

    /** The data of what is told on {@code channel}; what somebody published there is passed on as it is. */
    List<Object> of(String channel, Topics.Event event) {
        if (event.event().equals(Broadcaster.EVENT)) {
            return Collections.singletonList(event.data());
        }
        return switch (channel) {
            case "files" -> FileChange.of(event).stream().flatMap(News::file).toList();
            case "git" -> git(event);
            case "search" -> search(event);
            default -> Collections.singletonList(event.data());
        };
    }

    /** That something in a directory has changed says the change itself. */
    private static Stream<Object> file(FileChange change) {
        boolean directory = change.type() == Fs.EntryType.DIRECTORY;
        return switch (change.what()) {
            case CREATED -> Stream.of(file(change.path(), directory ? "addDir" : "add"));
            case DELETED -> Stream.of(file(change.path(), directory ? "unlinkDir" : "unlink"));
            case LOST -> Stream.of(file(change.path(), "change"));
            case CHANGED -> directory ? Stream.empty() : Stream.of(file(change.path(), "change"));
        };
    }

    /** What has a client of {@code channel} look again, when events are lost to it. */
    List<Object> afterGap(String channel) {
        return switch (channel) {
            case "files" -> List.of(file(".", "change"));
            case "git" -> List.of(stamped("type", "status", "message", "Something was missed"));
            case "diagnostics" -> List.of(stamped("diagnostics", List.of(), "cleared", true));
            default -> List.of();
        };
    }

    private static Map<String, Object> file(String path, String event) {
        return stamped("file", path, "event", event);
    }

    private List<Object> git(Topics.Event event) {
        var data = Members.in(event.data());
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

    private List<Object> search(Topics.Event event) {
        switch (event.event()) {
            case "started" -> {
                var started = TopicFeed.data(event, Search.Started.class);
                queries.put(started.searchId(), started.query());
                return List.of();
            }
            case "match" -> {
                var match = TopicFeed.data(event, Search.Match.class);
                return List.of(progress(match.searchId(), 0, null, List.of(found(match))));
            }
            default -> {
                var progress = TopicFeed.data(event, Search.Progress.class);
                return List.of(progress(progress.searchId(), progress.completed(), progress.total(), List.of()));
            }
        }
    }

    private Map<String, Object> progress(String search, int completed, Integer total, List<?> results) {
        var query = queries.getOrDefault(search, search);
        return stamped("query", query, "completed", completed, "total", total, "results", results);
    }

    static Map<String, Object> found(Search.Match match) {
        int from = match.column() - (match.textColumn() == null ? 1 : match.textColumn());
        int end = Math.min(match.text().length(), from + match.length());
        return Members.of(
                "file", match.path(),
                "line", match.line(),
                "column", match.column(),
                "match", match.text().substring(Math.min(from, end), end),
                "context", match.text());
    }

    /** These names and values in turn, and when that was. */
    static Map<String, Object> stamped(Object... namesAndValues) {
        var data = Members.of(namesAndValues);
        data.put("timestamp", JsTime.now());
        return data;
    }
}
