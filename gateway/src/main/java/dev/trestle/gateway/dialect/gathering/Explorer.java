package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Tree;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Git;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** All files of a workspace at once, without those that nobody wants to see. */
final class Explorer {

    private static final double MEGABYTE = 1024 * 1024;
    private static final int DEEPEST = 64;

    private static final Set<String> HIDDEN = Set.of(
            ".git", "node_modules", "venv", ".venv", "dist", "build", "__pycache__", ".idea", ".vscode", ".DS_Store");

    /** What a page can do with it depends on what most of the files are; the first that fits, by the end of their names. */
    private record Sort(String type, Pattern ends, List<String> capabilities) {
        private Sort(String type, String ends, String capabilities) {
            this(type, Pattern.compile(".*[.](?:" + ends + ")"), List.of(capabilities.split(" ")));
        }

        private boolean fits(Fs.Entry file) {
            return ends.matcher(file.name()).matches();
        }
    }

    private static final List<Sort> SORTS = List.of(
            new Sort(
                    "development",
                    "py|js|ts|tsx|java|kt|go|rs|rb|c|cpp|h|cs",
                    "file_explorer editor git terminal tests debugger diff_viewer"),
            new Sort(
                    "data_science",
                    "ipynb|R|parquet|csv",
                    "file_explorer notebook editor visualizations datasets terminal"),
            new Sort(
                    "design_3d",
                    "blend|obj|fbx|max|ma|mb|c4d",
                    "file_explorer 3d_viewer timeline render_queue asset_library"),
            new Sort(
                    "video", "mp4|mov|avi|mkv|prproj|aep", "file_explorer video_player timeline effects export_queue"));

    private static final Sort CUSTOM = new Sort("custom", "", "file_explorer editor");

    private final Guest guest;

    Explorer(Guest guest) {
        this.guest = guest;
    }

    private Future<Tree> tree(int depth) {
        return Tree.of(guest, "", depth, entry -> !isHidden(entry.name()));
    }

    private static boolean isHidden(String name) {
        return HIDDEN.contains(name) || name.endsWith(".pyc") || name.endsWith(".egg-info");
    }

    /** As the dashboard shows it. */
    Future<Map<String, Object>> files(int depth, boolean withStatus) {
        var states = withStatus ? states() : Future.succeededFuture(Map.<String, String>of());
        return tree(depth).compose(tree -> states.map(known -> tree.json(entry -> node(entry, known))));
    }

    /** Where there is no repository, nothing is known of any file. */
    private Future<Map<String, String>> states() {
        return guest.call(Git.STATUS, new Git.AskStatus("", GitStatus.MOST, false))
                .map(GitStatus::letters)
                .otherwise(Map.of());
    }

    private Map<String, Object> node(Fs.Entry entry, Map<String, String> states) {
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
        if (states.containsKey(entry.path())) {
            node.put("git_status", states.get(entry.path()));
        }
        return node;
    }

    /** What kind of workspace it is. */
    Future<Map<String, Object>> info() {
        var repository = guest.call(Git.STATUS, new Git.AskStatus("", 1, false))
                .map(true)
                .otherwise(false);
        return tree(DEEPEST).compose(tree -> repository.map(is -> info(tree, is)));
    }

    private Map<String, Object> info(Tree tree, boolean repository) {
        var files =
                tree.all().filter(each -> !each.isDirectory()).map(Tree::entry).toList();
        var sort = SORTS.stream()
                .filter(each -> files.stream().anyMatch(each::fits))
                .findFirst()
                .orElse(repository ? SORTS.get(0) : CUSTOM);
        long bytes = files.stream().mapToLong(Fs.Entry::size).sum();
        double megabytes = Math.round(bytes / MEGABYTE * 100) / 100.0;
        var name = guest.workspace();
        return Members.of(
                "type",
                sort.type(),
                "path",
                "/" + name,
                "name",
                name,
                "file_count",
                files.size(),
                "size_bytes",
                bytes,
                "size_mb",
                megabytes,
                "is_git_repo",
                repository,
                "capabilities",
                sort.capabilities());
    }
}
