package dev.trestle.verticle.fs.draft;

import dev.trestle.verticle.fs.path.Handle;
import java.io.IOException;

/** Deletes directories with all they hold; links in them are deleted, never followed. */
public final class Tree {

    private Tree() {}

    /** Deletes {@code name} in {@code directory}; asks {@code guard} before each step, and stops when that refuses. */
    public static void delete(Handle directory, String name, Runnable guard) throws IOException {
        guard.run();
        if (directory.delete(name)) {
            return;
        }
        try (var inner = directory.enter(name);
                var children = inner.children()) {
            for (var child = children.next(); child != null; child = children.next()) {
                delete(inner, child.name(), guard);
            }
        }
        guard.run();
        directory.deleteDirectory(name);
    }

    /** Deletes {@code name} in {@code directory}, whoever still waits for it, unless nothing is there. */
    public static void clear(Handle directory, String name) throws IOException {
        delete(directory, name, () -> {});
    }
}
