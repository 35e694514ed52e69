package dev.trestle.verticle.fs.ignore;

import dev.trestle.verticle.fs.path.FileName;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.verticle.fs.path.Slice;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * What git ignores in one directory: made on the way down from the root of the workspace, a new one for each directory, of
 * the {@code .gitignore} there and those above it in the same work tree, and of {@code .git/info/exclude}.
 *
 * <p>A directory that holds a {@code .git} begins a work tree, and what is above it has no say below; where there is none on
 * the way from the root, nothing is known. {@code .git} itself is ignored. It goes by rules alone, like {@code git
 * check-ignore --no-index}, and knows neither the index nor the settings of the user whom the server runs as. Files are read
 * through open directories, no link is followed, and one above 256 KiB counts as empty.
 *
 * <p>Immutable; any thread may use it. {@link #enter} and the makers block.
 */
public final class GitIgnore {

    private static final String GIT = ".git";
    private static final int LONGEST_FILE = 262_144;
    private static final String[] HERE = {};

    private final GitIgnore above;
    private final String[] way;
    private final List<IgnoreRule> rules;
    private final List<IgnoreRule> excludes;
    private final boolean ignored;

    private GitIgnore(
            GitIgnore above, String[] way, List<IgnoreRule> rules, List<IgnoreRule> excludes, boolean ignored) {
        this.above = above;
        this.way = way;
        this.rules = rules;
        this.excludes = excludes;
        this.ignored = ignored;
    }

    /** In the root of a workspace. */
    public static GitIgnore atRoot(Handle root) throws IOException {
        return new GitIgnore(null, null, List.of(), List.of(), false).enter(GIT, root);
    }

    /** In the directory that {@code names} lead to from the root, none of them a link. */
    public static GitIgnore at(Root root, List<String> names) throws IOException {
        var ignore = atRoot(root.top());
        var here = root.top().borrow();
        try {
            for (var name : names) {
                var next = here.enter(name);
                here.close();
                here = next;
                ignore = ignore.enter(name, here);
            }
        } finally {
            here.close();
        }
        return ignore;
    }

    /** In the directory {@code name} of this one, which is held by {@code directory}. */
    public GitIgnore enter(String name, Handle directory) throws IOException {
        if (directory.facts(GIT) != null) {
            return new GitIgnore(null, HERE, read(directory, ".gitignore"), readExcludes(directory), false);
        } else if (way == null) {
            return this;
        }
        boolean lost = ignores(name, true);
        var inner = lost ? List.<IgnoreRule>of() : read(directory, ".gitignore");
        return new GitIgnore(this, wayTo(name), inner, excludes, lost);
    }

    /** Whether {@code name} in this directory is ignored, {@code null} outside of all work trees. A link is no directory. */
    public Boolean ignores(String name, boolean directory) {
        if (way == null) {
            return null;
        } else if (ignored || name.equals(GIT)) {
            return true;
        }
        var whole = wayTo(name);
        for (var level = this; level != null; level = level.above) {
            var verdict = IgnoreRule.verdict(level.rules, whole, level.way.length, directory);
            if (verdict != null) {
                return verdict;
            }
        }
        var verdict = IgnoreRule.verdict(excludes, whole, 0, directory);
        return verdict != null && verdict;
    }

    private String[] wayTo(String name) {
        var longer = Arrays.copyOf(way, way.length + 1);
        longer[way.length] = FileName.octets(name);
        return longer;
    }

    private static List<IgnoreRule> readExcludes(Handle tree) throws IOException {
        try (var git = tree.enter(GIT);
                var info = git.enter("info")) {
            return read(info, "exclude");
        } catch (FileSystemException none) {
            // Another work tree of a repository has a file there that says where the repository is.
            return List.of();
        }
    }

    private static List<IgnoreRule> read(Handle directory, String name) throws IOException {
        try {
            var facts = directory.facts(name);
            if (facts == null || !facts.isFile() || facts.size() > LONGEST_FILE) {
                return List.of();
            }
            try (var file = directory.open(name);
                    var channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
                var bytes = Slice.fill(channel, 0, (int) facts.size());
                return IgnoreRule.read(new String(bytes, StandardCharsets.ISO_8859_1));
            }
        } catch (FileSystemException none) {
            // None there, or closed to us.
            return List.of();
        }
    }
}
