package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Git;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All files of a workspace at once, without those that nobody wants to see. */
final class Tree {

    private static final int MOST = 50_000;
    private static final int DEEPEST = 64;
    private static final double MEGABYTE = 1024 * 1024;

    private static final Set<String> HIDDEN = Set.of(
            ".git", "node_modules", "venv", ".venv", "dist", "build", "__pycache__", ".idea", ".vscode", ".DS_Store");

    /** What a page can do with it depends on what most of the files are; the first that fits, by the end of their names. */
    private record Sort(String type, String ends, List<String> capabilities) {}

    private static final List<Sort> SORTS = List.of(
            new Sort(
                    "development",
                    ".*[.](py|js|ts|tsx|java|kt|go|rs|rb|c|cpp|h|cs)",
                    List.of("file_explorer", "editor", "git", "terminal", "tests", "debugger", "diff_viewer")),
            new Sort(
                    "data_science",
                    ".*[.](ipynb|R|parquet|csv)",
                    List.of("file_explorer", "notebook", "editor", "visualizations", "datasets", "terminal")),
            new Sort(
                    "design_3d",
                    ".*[.](blend|obj|fbx|max|ma|mb|c4d)",
                    List.of("file_explorer", "3d_viewer", "timeline", "render_queue", "asset_library")),
            new Sort(
                    "video",
                    ".*[.](mp4|mov|avi|mkv|prproj|aep)",
                    List.of("file_explorer", "video_player", "timeline", "effects", "export_queue")));

    private static final Sort CUSTOM = new Sort("custom", "", List.of("file_explorer", "editor"));

    private final Guest guest;

    Tree(Guest guest) {
        this.guest = guest;
    }

    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** As the explorer of the dashboard shows it. */
    Future<Map<String, Object>> of(int depth, boolean withStatus) {
        Future<Map<String, String>> states = withStatus ? states() : Future.succeededFuture(Map.of());
        return Future.all(shown(depth), states)
                .map(both -> tree(both.<List<Fs.Entry>>resultAt(0), both.<Map<String, String>>resultAt(1)));
    }

    private Future<List<Fs.Entry>> shown(int depth) {
        return guest.list("", depth, MOST).map(all -> {
            var hidden = new HashSet<String>();
            var shown = new ArrayList<Fs.Entry>();
            for (var entry : all) {
                if (hidden.contains(parent(entry.path())) || isHidden(entry.name())) {
                    hidden.add(entry.path());
                } else {
                    shown.add(entry);
                }
            }
            return shown;
        });
    }

    private static boolean isHidden(String name) {
        return HIDDEN.contains(name) || name.endsWith(".pyc") || name.endsWith(".egg-info");
    }

    private static String parent(String path) {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }

    /** Where there is no repository, nothing is known of any file. */
    private Future<Map<String, String>> states() {
        return guest.call(Git.STATUS, new Git.AskStatus("", GitStatus.MOST, false))
                .map(GitStatus::letters)
                .otherwise(Map.of());
    }

    /** What is in a directory comes after it. */
    private Map<String, Object> tree(List<Fs.Entry> entries, Map<String, String> states) {
        var root = Frames.of("name", guest.workspace(), "path", "", "type", "directory");
        var children = new HashMap<String, List<Object>>();
        children.put("", new ArrayList<>());
        root.put("children", children.get(""));
        for (var entry : entries) {
            var node = node(entry);
            if (states.containsKey(entry.path())) {
                node.put("git_status", states.get(entry.path()));
            }
            if (entry.type() == Fs.EntryType.DIRECTORY) {
                children.put(entry.path(), new ArrayList<>());
                node.put("children", children.get(entry.path()));
            }
            children.get(parent(entry.path())).add(node);
        }
        return root;
    }

    private static Map<String, Object> node(Fs.Entry entry) {
        boolean directory = entry.type() == Fs.EntryType.DIRECTORY;
        var node = Frames.of("name", entry.name(), "path", entry.path(), "type", directory ? "directory" : "file");
        if (!directory) {
            node.put("size", entry.size());
            node.put("modified", FileWork.seconds(entry.modified()));
            node.put("mime_type", FileWork.mime(entry.name(), "application/octet-stream"));
        }
        return node;
    }

    /** What kind of workspace it is. */
    Future<Map<String, Object>> info() {
        Future<Boolean> repository = guest.call(Git.STATUS, new Git.AskStatus("", 1, false))
                .map(true)
                .otherwise(false);
        return Future.all(shown(DEEPEST), repository)
                .map(both -> info(both.<List<Fs.Entry>>resultAt(0), both.<Boolean>resultAt(1)));
    }

    private Map<String, Object> info(List<Fs.Entry> entries, boolean repository) {
        var files = entries.stream()
                .filter(entry -> entry.type() != Fs.EntryType.DIRECTORY)
                .toList();
        var sort = SORTS.stream()
                .filter(each -> files.stream().anyMatch(file -> file.name().matches(each.ends())))
                .findFirst()
                .orElse(repository ? SORTS.get(0) : CUSTOM);
        long bytes = files.stream().mapToLong(Fs.Entry::size).sum();
        var info = Frames.of("type", sort.type(), "path", "/" + guest.workspace(), "name", guest.workspace());
        info.put("file_count", files.size());
        info.put("size_bytes", bytes);
        info.put("size_mb", Math.round(bytes / MEGABYTE * 100) / 100.0);
        info.put("is_git_repo", repository);
        info.put("capabilities", sort.capabilities());
        return info;
    }
}
