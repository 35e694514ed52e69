package dev.trestle.verticle.fs;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Deletes directories with all they hold; links in them are deleted, never followed. */
final class Tree {

    private Tree() {}

    /** Deletes {@code name} in {@code directory}; stops with {@code CANCELLED} once it is {@code cancelled}. */
    static void delete(Handle directory, String name, BooleanSupplier cancelled) throws IOException {
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
    static void clear(Handle directory, String name) throws IOException {
        delete(directory, name, () -> false);
    }
}
