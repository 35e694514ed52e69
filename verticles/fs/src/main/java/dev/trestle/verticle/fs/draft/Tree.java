package dev.trestle.verticle.fs.draft;

import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.verticle.fs.path.Refusals;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Deletes directories with all they hold; links in them are deleted, never followed. */
public final class Tree {

    private Tree() {}

    /** Deletes {@code name} in {@code directory}; stops with {@code CANCELLED} once it is {@code cancelled}. */
    public static void delete(Handle directory, String name, BooleanSupplier cancelled) throws IOException {
        if (cancelled.getAsBoolean()) {
            throw Refusals.cancelled();
        } else if (directory.delete(name)) {
            return;
        }
        try (var inner = directory.enter(name);
                var children = inner.children()) {
            for (var child = children.next(); child != null; child = children.next()) {
                delete(inner, child.name(), cancelled);
            }
        }
        directory.deleteDirectory(name);
    }

    /** Deletes {@code name} in {@code directory}, whoever still waits for it, unless nothing is there. */
    public static void clear(Handle directory, String name) throws IOException {
        delete(directory, name, () -> false);
    }
}
