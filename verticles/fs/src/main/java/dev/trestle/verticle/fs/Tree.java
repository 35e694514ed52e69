package dev.trestle.verticle.fs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.BooleanSupplier;

/** Deletes directories with all they hold; links in them are deleted, never followed. */
final class Tree {

    private Tree() {}

    /** Deletes what is at {@code top}; stops with {@code CANCELLED} once it is {@code cancelled}. */
    static void delete(Path top, BooleanSupplier cancelled) throws IOException {
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes found) throws IOException {
                if (cancelled.getAsBoolean()) {
                    throw Refusals.cancelled();
                }
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failed) throws IOException {
                if (failed != null) {
                    throw failed;
                }
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Deletes what is at {@code top}, whoever still waits for it, unless nothing is there. */
    static void clear(Path top) throws IOException {
        if (Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
            delete(top, () -> false);
        }
    }
}
