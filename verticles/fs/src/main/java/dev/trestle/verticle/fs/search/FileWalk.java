package dev.trestle.verticle.fs.search;

import dev.trestle.bus.Draft;
import dev.trestle.verticle.fs.ignore.GitIgnore;
import dev.trestle.verticle.fs.path.Children.Child;
import dev.trestle.verticle.fs.path.FileName;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.wire.Fs.EntryType;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;

/**
 * The regular files of a workspace, one after the other, in no order. It leaves out {@code .git}, drafts, what git ignores
 * unless that is wanted too, what its {@link Choice} does not want, and what lies deeper than {@value #DEEPEST} directories
 * or may not be read. No link is followed.
 *
 * <p>Takes two descriptors for each level of the tree and the same memory for a directory of any size.
 */
final class FileWalk {

    /** Which ways are wanted. */
    interface Choice {
        /** Whether what is in this directory may be wanted. */
        boolean enters(String[] way);

        /** Whether this file is wanted. */
        boolean takes(String[] way);
    }

    /** Where the files go. */
    @FunctionalInterface
    interface Visitor {
        /** A file of this name in {@code directory}; whether to go on. */
        boolean visit(Handle directory, String name, String[] way) throws IOException;
    }

    static final int DEEPEST = 128;
    private static final String[] ROOT = {};

    private final Stop stop;
    private final Choice choice;
    private final boolean ignored;
    private final Visitor visitor;

    FileWalk(Stop stop, Choice choice, boolean ignored, Visitor visitor) {
        this.stop = stop;
        this.choice = choice;
        this.ignored = ignored;
        this.visitor = visitor;
    }

    /** Goes through all of {@code root}; whether to the end. */
    boolean walk(Root root) throws IOException {
        try (var top = root.top().borrow()) {
            return walk(top, ROOT, GitIgnore.atRoot(top));
        }
    }

    private boolean walk(Handle directory, String[] way, GitIgnore git) throws IOException {
        try (var children = directory.children()) {
            for (var child = children.next(); child != null; child = children.next()) {
                stop.check();
                if (isShown(child.name()) && !visit(directory, child, way, git)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean visit(Handle directory, Child child, String[] way, GitIgnore git) throws IOException {
        var name = child.name();
        var type = type(directory, child);
        boolean isDirectory = type == EntryType.DIRECTORY;
        if (!isDirectory && type != EntryType.FILE || !ignored && Boolean.TRUE.equals(git.ignores(name, isDirectory))) {
            return true;
        }
        var further = Arrays.copyOf(way, way.length + 1);
        further[way.length] = name;
        if (!isDirectory) {
            return !choice.takes(further) || visitor.visit(directory, name, further);
        }
        return further.length > DEEPEST || !choice.enters(further) || enter(directory, name, further, git);
    }

    private boolean enter(Handle directory, String name, String[] way, GitIgnore git) throws IOException {
        try (var inner = directory.enter(name)) {
            return walk(inner, way, git.enter(name, inner));
        } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException gone) {
            // Deleted or replaced since, or closed to us.
            return true;
        }
    }

    /** Whether it goes by this name at all. */
    static boolean isShown(String name) {
        // What is not UTF-8 cannot be addressed.
        return !name.equals(".git")
                && !Draft.isName(name)
                && FileName.shown(name).equals(name);
    }

    private static EntryType type(Handle directory, Child child) throws IOException {
        if (child.type() != null) {
            return child.type();
        }
        var facts = directory.facts(child.name());
        return facts == null ? EntryType.OTHER : facts.type();
    }
}
