package dev.trestle.verticle.fs.search;

import dev.trestle.verticle.fs.ignore.GitIgnore;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.verticle.fs.path.Root;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets through, of the files that somebody else names, those that a {@link FileWalk} would come by: each is reached from the
 * root through open directories, and the same rules are asked on the way. Remembers what they say of directories.
 *
 * <p>For the thread of one search.
 */
final class Gate implements AutoCloseable {

    private final Root root;
    private final FileWalk.Choice choice;
    private final boolean ignored;
    private final Map<List<String>, Optional<GitIgnore>> directories = new HashMap<>();
    /** Where the last file was, which is where the next one is mostly. */
    private String place;

    private List<String> parents;
    private GitIgnore git;
    private Handle here;

    Gate(Root root, FileWalk.Choice choice, boolean ignored) {
        this.root = root;
        this.choice = choice;
        this.ignored = ignored;
    }

    /** The open directory of the file at {@code path}, {@code null} where a walk would not come by it; good until the next. */
    Handle directoryOf(String path) throws IOException {
        int border = path.lastIndexOf('/') + 1;
        var name = path.substring(border);
        go(path.substring(0, border));
        if (here == null || !isPlain(name) || isIgnored(git, name, false)) {
            return null;
        }
        var way = parents.toArray(new String[parents.size() + 1]);
        way[parents.size()] = name;
        return choice.takes(way) ? here : null;
    }

    private void go(String directory) throws IOException {
        if (directory.equals(place)) {
            return;
        }
        close();
        place = directory;
        parents = directory.isEmpty()
                ? List.of()
                : List.of(directory.substring(0, directory.length() - 1).split("/", -1));
        if (parents.size() <= FileWalk.DEEPEST && parents.stream().allMatch(Gate::isPlain)) {
            git = directory(parents);
            here = git == null ? null : root.top().reach(parents);
        }
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty() && !name.equals(".") && !name.equals("..") && FileWalk.isShown(name);
    }

    /** What git ignores in a directory, {@code null} where a walk would not go. */
    private GitIgnore directory(List<String> way) throws IOException {
        var known = directories.get(way);
        if (known == null) {
            known = Optional.ofNullable(way.isEmpty() ? GitIgnore.atRoot(root.top()) : enter(way));
            directories.put(List.copyOf(way), known);
        }
        return known.orElse(null);
    }

    private GitIgnore enter(List<String> way) throws IOException {
        var above = directory(way.subList(0, way.size() - 1));
        var name = way.get(way.size() - 1);
        if (above == null || isIgnored(above, name, true) || !choice.enters(way.toArray(String[]::new))) {
            return null;
        }
        try (var here = root.top().reach(way)) {
            return here == null ? null : above.enter(name, here);
        }
    }

    @Override
    public void close() {
        if (here != null) {
            here.close();
            here = null;
        }
    }

    private boolean isIgnored(GitIgnore git, String name, boolean directory) {
        return !ignored && Boolean.TRUE.equals(git.ignores(name, directory));
    }
}
