package dev.trestle.verticle.fs.search;

import dev.trestle.verticle.fs.ignore.GitIgnore;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.verticle.fs.path.Root;
import java.io.IOException;
import java.nio.file.FileSystemException;
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
final class Gate {

    private final Root root;
    private final FileWalk.Choice choice;
    private final boolean ignored;
    private final Map<List<String>, Optional<GitIgnore>> directories = new HashMap<>();

    Gate(Root root, FileWalk.Choice choice, boolean ignored) {
        this.root = root;
        this.choice = choice;
        this.ignored = ignored;
    }

    /** Holds what is at {@code path}, {@code null} where a walk would not come by a file. */
    Handle hold(String path) throws IOException {
        var way = path.split("/", -1);
        if (way.length > FileWalk.DEEPEST + 1 || !isPlain(way) || !choice.takes(way)) {
            return null;
        }
        var parents = List.of(way).subList(0, way.length - 1);
        var name = way[way.length - 1];
        var git = directory(parents);
        if (git == null || isIgnored(git, name, false)) {
            return null;
        }
        try (var directory = root.top().reach(parents)) {
            return directory == null ? null : directory.hold(name);
        } catch (FileSystemException gone) {
            return null;
        }
    }

    private static boolean isPlain(String[] way) {
        for (var name : way) {
            if (name.isEmpty() || name.equals(".") || name.equals("..") || !FileWalk.isShown(name)) {
                return false;
            }
        }
        return true;
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

    private boolean isIgnored(GitIgnore git, String name, boolean directory) {
        return !ignored && Boolean.TRUE.equals(git.ignores(name, directory));
    }
}
