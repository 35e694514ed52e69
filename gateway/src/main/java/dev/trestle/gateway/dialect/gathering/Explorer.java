package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Letters;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Tree;
import dev.trestle.gateway.dialect.WebTable;
import dev.trestle.wire.Default;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Git;
import dev.trestle.wire.Range;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All files of a workspace at once, without those that nobody wants to see. */
final class Explorer {

    private static final double MEGABYTE = 1024 * 1024;
    private static final int DEEPEST = 64;

    private static final Set<String> HIDDEN = Set.of(
            ".git", "node_modules", "venv", ".venv", "dist", "build", "__pycache__", ".idea", ".vscode", ".DS_Store");

    /** What a page can do with it depends on what its files are; the first that fits, by the end of their names. */
    private enum Sort {
        DEVELOPMENT("py|js|ts|tsx|java|kt|go|rs|rb|c|cpp|h|cs", "editor git terminal tests debugger diff_viewer"),
        DATA_SCIENCE("ipynb|R|parquet|csv", "notebook editor visualizations datasets terminal"),
        DESIGN_3D("blend|obj|fbx|max|ma|mb|c4d", "3d_viewer timeline render_queue asset_library"),
        VIDEO("mp4|mov|avi|mkv|prproj|aep", "video_player timeline effects export_queue"),
        CUSTOM("(?!)", "editor");

        private final Pattern names;
        private final List<String> capabilities;

        Sort(String ends, String capabilities) {
            this.names = Pattern.compile(".*[.](?:" + ends + ")");
            this.capabilities = List.of(("file_explorer " + capabilities).split(" "));
        }

        private boolean fits(Fs.Entry file) {
            return names.matcher(file.name()).matches();
        }
    }

    /** The tree of files. */
    record Shown(
            @Default("10") @Range(min = 1, max = DEEPEST) int maxDepth,
            @Default("true") boolean includeGitStatus) {}

    private Explorer() {}

    static void into(WebTable table) {
        table.on("GET", "info", ask -> info(ask.guest())).on("GET", "files", Shown.class, Explorer::files);
    }

    private static Future<Tree> tree(Guest guest, int depth) {
        return Tree.of(guest, "", depth, entry -> !isHidden(entry.name()));
    }

    private static boolean isHidden(String name) {
        return HIDDEN.contains(name) || name.endsWith(".pyc") || name.endsWith(".egg-info");
    }

    /** As the dashboard shows it. */
    private static Future<?> files(Guest guest, Shown shown) {
        // Where there is no repository, nothing is known of any file.
        var states = shown.includeGitStatus()
                ? guest.ask(Git.STATUS).map(Letters::of).otherwise(Map.of())
                : Future.succeededFuture(Map.<String, String>of());
        return tree(guest, shown.maxDepth())
                .compose(tree -> states.map(known -> tree.json(entry -> node(guest, entry, known))));
    }

    private static Map<String, Object> node(Guest guest, Fs.Entry entry, Map<String, String> states) {
        boolean directory = entry.type() == Fs.EntryType.DIRECTORY;
        var node = Members.of(
                "name", entry.path().isEmpty() ? guest.workspace() : entry.name(),
                "path", entry.path(),
                "type", directory ? "directory" : "file");
        if (!directory) {
            node.put("size", entry.size());
            node.put("modified", FileWork.seconds(entry.modified()));
            node.put("mime_type", FileWork.mime(entry.name(), FileWork.BYTES));
        }
        var state = states.getOrDefault(entry.path(), states.get(entry.path() + "/"));
        if (state != null) {
            node.put("git_status", state);
        }
        return node;
    }

    /** What kind of workspace it is. */
    private static Future<?> info(Guest guest) {
        var repository = guest.ask(Git.STATUS, "limit", 1).map(true).otherwise(false);
        return tree(guest, DEEPEST).compose(tree -> repository.map(is -> info(guest.workspace(), tree, is)));
    }

    private static Map<String, Object> info(String name, Tree tree, boolean repository) {
        var files =
                tree.all().filter(each -> !each.isDirectory()).map(Tree::entry).toList();
        var sort = Stream.of(Sort.values())
                .filter(each -> files.stream().anyMatch(each::fits))
                .findFirst()
                .orElse(repository ? Sort.DEVELOPMENT : Sort.CUSTOM);
        var type = sort.name().toLowerCase(Locale.ROOT);
        long bytes = files.stream().mapToLong(Fs.Entry::size).sum();
        double megabytes = Math.round(bytes / MEGABYTE * 100) / 100.0;
        return Members.of(
                "type", type,
                "path", "/" + name,
                "name", name,
                "file_count", files.size(),
                "size_bytes", bytes,
                "size_mb", megabytes,
                "is_git_repo", repository,
                "capabilities", sort.capabilities);
    }
}
