package dev.trestle.verticle.git.repository;

import dev.trestle.bus.Draft;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders that nobody will finish: what a worker that was killed had begun to clone. Every step goes from an open folder to
 * a name in it and follows no link, so whoever changes the workspace meanwhile leads nobody out of it. Blocks.
 */
final class Litter {

    private static final Logger LOGGER = LoggerFactory.getLogger(Litter.class);
    private static final String GIT = ".git";

    /** Below that, whoever dug so deep may tidy up himself. */
    private static final int DEEPEST = 200;

    private final BooleanSupplier stopped;

    private Litter(BooleanSupplier stopped) {
        this.stopped = stopped;
    }

    /** Deletes what processes left that are gone, in {@code top} and below, until it is {@code stopped}. */
    static void sweep(Path top, BooleanSupplier stopped) {
        try (var folder = open(top)) {
            new Litter(stopped).sweep(folder, 0);
        } catch (IOException gone) {
            LOGGER.atDebug().setCause(gone).log("a workspace was not looked through for unfinished clones");
        }
    }

    private void sweep(SecureDirectoryStream<Path> folder, int depth) throws IOException {
        try {
            for (var child : folder) {
                if (stopped.getAsBoolean()) {
                    return;
                }
                sweep(folder, child.getFileName(), depth);
            }
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
    }

    private void sweep(SecureDirectoryStream<Path> folder, Path name, int depth) {
        try {
            var facts = facts(folder, name);
            var text = name.toString();
            if (!facts.isDirectory() || text.equals(GIT) || depth == DEEPEST) {
                return;
            } else if (!Draft.isName(text)) {
                try (var inner = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                    sweep(inner, depth + 1);
                }
            } else if (Draft.isLeft(text, facts.lastModifiedTime().toMillis())) {
                delete(folder, name, depth);
                LOGGER.atInfo().log("deleted an unfinished clone of a process that is gone");
            }
        } catch (IOException changed) {
            LOGGER.atDebug().setCause(changed).log("a folder was not looked through for unfinished clones");
        }
    }

    /** Deletes {@code folder} and what is in it. */
    static void delete(Path folder) throws IOException {
        try (var parent = open(folder.getParent())) {
            delete(parent, folder.getFileName(), 0);
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
    }

    private static void delete(SecureDirectoryStream<Path> folder, Path name, int depth) throws IOException {
        if (!facts(folder, name).isDirectory()) {
            folder.deleteFile(name);
            return;
        }
        if (depth < DEEPEST) {
            try (var inner = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                for (var child : inner) {
                    delete(inner, child.getFileName(), depth + 1);
                }
            }
        }
        folder.deleteDirectory(name);
    }

    private static BasicFileAttributes facts(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        return folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    /** On Linux, where alone this runs, all of them are secure. */
    private static SecureDirectoryStream<Path> open(Path folder) throws IOException {
        return (SecureDirectoryStream<Path>) Files.newDirectoryStream(folder);
    }
}
