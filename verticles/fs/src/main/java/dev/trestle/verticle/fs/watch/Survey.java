package dev.trestle.verticle.fs.watch;

import dev.trestle.bus.Draft;
import dev.trestle.verticle.fs.path.Children.Child;
import dev.trestle.verticle.fs.path.Facts;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.verticle.fs.watch.Burst.Move;
import dev.trestle.wire.Fs.EntryType;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Compares what is known with what is there, and tells the difference; on the watcher's thread alone.
 *
 * <p>News only say where to look. What is told was seen on the disk, below the root and through no link, so it does not
 * matter how late news are, whether they come twice, or who has moved a directory out of the workspace meanwhile. The other
 * way round nothing is missed: a directory is watched before it is listed, and whatever changes after a look is news again.
 *
 * <p>Left out are drafts, {@code .git}, and what git ignores. Whoever wants to know about the repository itself, its branch
 * or its index, needs a watch of his own on a few files in {@code .git}.
 */
final class Survey {

    private static final String GIT = ".git";
    /** What changes which names are left out. */
    private static final Set<String> RULES = Set.of(GIT, ".gitignore");

    private static final int REPLACED = Inotify.DELETE | Inotify.MOVED_FROM | Inotify.MOVED_TO | Inotify.IGNORED;

    private final Handle top;
    private final WatchedTree tree;
    private final Consumer<Change> sink;
    private final BooleanSupplier stopped;
    private final Deque<Known> unlisted = new ArrayDeque<>();
    private boolean quiet;

    /** Of what is in {@code top}; ends early, with what it knows in disorder, once it is {@code stopped}. */
    Survey(Handle top, WatchedTree tree, Consumer<Change> sink, BooleanSupplier stopped) {
        this.top = top;
        this.tree = tree;
        this.sink = sink;
        this.stopped = stopped;
    }

    /** Looks through everything and tells nothing but the folders that cannot be watched. */
    void all() throws IOException {
        quiet = true;
        unlisted.push(tree.root());
        listAll();
        quiet = false;
    }

    /** Tells what has become of the places in {@code burst}. */
    void of(Burst burst) throws IOException {
        var ruled = new HashSet<Known>();
        for (var directory : burst.directories()) {
            if (RULES.stream().anyMatch(burst.in(directory)::containsKey)) {
                ruled.add(directory);
            }
        }
        for (var move : burst.moves()) {
            if (follow(move)) {
                burst.settle(move.from());
                burst.settle(move.to());
            }
        }
        for (var directory : burst.directories()) {
            if (tree.holds(directory)) {
                look(burst, directory);
            }
        }
        unlisted.addAll(ruled);
        listAll();
    }

    /** Tells a move if it was one: from where nothing is now, and to where the same is now. */
    private boolean follow(Move move) throws IOException {
        var from = move.from();
        var to = move.to();
        var known = from.directory().child(from.name());
        if (known == null
                || !tree.holds(known)
                || !tree.holds(to.directory())
                || to.directory().isIn(known)) {
            return false;
        }
        try (var source = top.reach(from.directory().parts());
                var target = top.reach(to.directory().parts())) {
            var left = source == null ? null : source.facts(from.name());
            var facts = target == null ? null : facts(target, to.directory(), to.name());
            if (left != null || facts == null || facts.type() != known.type() || facts.inode() != known.inode()) {
                return false;
            }
            var before = known.shown();
            tree.move(known, to.directory(), to.name());
            tell(Change.moved(before, known, facts));
        } catch (AccessDeniedException closedToUs) {
            return false;
        }
        if (known.isDirectory()) {
            // Other rules may hold there.
            unlisted.push(known);
        }
        return true;
    }

    private void look(Burst burst, Known directory) throws IOException {
        try (var handle = top.reach(directory.parts())) {
            boolean same = handle != null && handle.facts().inode() == directory.inode();
            for (var mark : burst.in(directory).entrySet()) {
                if (!same || !directory.isWatched()) {
                    // Another one is in its place now; the news of that are still to come.
                    directory.miss(mark.getKey());
                } else {
                    look(handle, directory, mark.getKey(), mark.getValue());
                }
            }
        }
    }

    private void look(Handle handle, Known directory, String name, int seen) throws IOException {
        Facts facts;
        try {
            facts = facts(handle, directory, name);
        } catch (AccessDeniedException closedToUs) {
            return;
        }
        var known = directory.child(name);
        if (known == null || facts != null && known.type() != facts.type()) {
            replace(known, directory, name, facts);
        } else if (facts == null) {
            if ((seen & REPLACED) != 0) {
                replace(known, directory, name, null);
            } // else the news of its going are still to come, and whereto
        } else if (known.isDirectory()) {
            lookAtDirectory(known, facts, seen);
        } else if (known.inode() != facts.inode() || seen != Inotify.CREATE) {
            // News that it was created come late when it was found in a new directory.
            known.inode(facts.inode());
            tell(Change.changed(known, facts));
        }
    }

    private void lookAtDirectory(Known known, Facts facts, int seen) {
        boolean attributes = (seen & Inotify.ATTRIB) != 0;
        if (attributes) {
            tell(Change.changed(known, facts));
        }
        if (known.inode() != facts.inode() || (seen & REPLACED) != 0 || attributes && !known.isWatched()) {
            known.inode(facts.inode());
            unlisted.push(known);
        }
    }

    /** Tells that {@code known} is gone, if it is not {@code null}, and that {@code facts} are there now, if they are not. */
    private void replace(Known known, Known directory, String name, Facts facts) {
        if (known != null) {
            tell(Change.deleted(known));
            tree.remove(known);
        }
        var added = facts == null ? null : tree.add(directory, name, facts.type(), facts.inode());
        if (added != null) {
            tell(Change.created(added, facts));
            if (added.isDirectory()) {
                unlisted.push(added);
            }
        }
    }

    private void listAll() throws IOException {
        while (!unlisted.isEmpty() && !stopped.getAsBoolean()) {
            var directory = unlisted.pop();
            if (tree.holds(directory)) {
                try (var handle = top.reach(directory.parts())) {
                    int before = directory.watch();
                    if (handle != null && tree.watch(directory, handle)) {
                        directory.inode(handle.facts().inode());
                        list(directory, handle, directory.watch() != before);
                    }
                } catch (NoSuchFileException | AccessDeniedException none) {
                    // Deleted meanwhile, or closed to us; there will be news when that changes.
                }
            }
        }
    }

    /** Compares all in {@code directory}. If it is watched {@code anew}, whatever is known there may have changed unseen. */
    private void list(Known directory, Handle handle, boolean anew) throws IOException {
        directory.readRules(handle);
        var missed = directory.missed();
        var gone = directory.names();
        try (var children = handle.children()) {
            for (var child = children.next(); child != null && directory.isWatched(); child = children.next()) {
                var whole = child.type() == null ? typed(child, handle.facts(child.name())) : child;
                if (whole != null) {
                    gone.remove(child.name());
                    compare(handle, directory, whole, anew || missed.contains(child.name()));
                }
            }
        }
        if (directory.isWatched()) {
            gone.forEach(name -> replace(directory.child(name), directory, name, null));
        }
    }

    private static Child typed(Child child, Facts facts) {
        return facts == null ? null : new Child(child.name(), facts.type(), facts.inode());
    }

    private void compare(Handle handle, Known directory, Child child, boolean unsure) throws IOException {
        var known = directory.child(child.name());
        boolean same = known != null && known.type() == child.type() && known.inode() == child.inode();
        if (isLeftOut(directory, child.name(), child.type() == EntryType.DIRECTORY)) {
            if (known != null) {
                tree.remove(known);
            }
            return;
        }
        if (!same || unsure) {
            look(handle, directory, child.name(), unsure ? Inotify.MODIFY : Inotify.CREATE);
        }
        if (known != null && known.isDirectory() && tree.holds(known)) {
            unlisted.push(known);
        }
    }

    /** The facts about {@code name}, {@code null} when nothing is there or it is left out. */
    private static Facts facts(Handle handle, Known directory, String name) throws IOException {
        var facts = handle.facts(name);
        return facts == null || isLeftOut(directory, name, facts.isDirectory()) ? null : facts;
    }

    private static boolean isLeftOut(Known directory, String name, boolean isDirectory) {
        return name.equals(GIT) || Draft.isName(name) || directory.ignores(name, isDirectory);
    }

    private void tell(Change change) {
        if (!quiet) {
            sink.accept(change);
        }
    }
}
