package dev.trestle.verticle.git.repository;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The lock of a repository's index.
 *
 * @param ageMs how old it is, in milliseconds
 */
public record Lock(Repository repository, long ageMs) {

    /** Its name in the folder of the repository. */
    public static final String NAME = "index.lock";

    private static final Path PROCESSES = Path.of("/proc");

    /** The lock that is there now; {@code null} when none is. */
    public static Lock of(Repository repository) throws IOException {
        try {
            long made = Files.getLastModifiedTime(repository.directory().resolve(NAME))
                    .toMillis();
            return new Lock(repository, Math.max(0, System.currentTimeMillis() - made));
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    /**
     * Whether a git works in the repository. git closes the lock before it is done, so an open file would tell too little: a
     * git that is somewhere in the repository counts, and one of which nobody may say where it is.
     */
    public boolean isHeld() throws IOException {
        try (var processes = Files.newDirectoryStream(PROCESSES, "[1-9]*")) {
            for (var process : processes) {
                if (isGit(process) && isHere(process)) {
                    return true;
                }
            }
            return false;
        } catch (DirectoryIteratorException cause) {
            throw cause.getCause();
        }
    }

    private static boolean isGit(Path process) {
        try {
            return Files.readString(process.resolve("comm")).startsWith("git");
        } catch (IOException gone) {
            return false;
        }
    }

    private boolean isHere(Path process) {
        try {
            var place = Files.readSymbolicLink(process.resolve("cwd"));
            return place.startsWith(repository.common())
                    || place.startsWith(repository.directory())
                    || repository.top() != null && place.startsWith(repository.top());
        } catch (AccessDeniedException hidden) {
            // Or over: of a process that ends at this moment the kernel says the same.
            return Files.exists(process);
        } catch (IOException gone) {
            return false;
        }
    }

    /** Removes it. */
    public void remove() throws IOException {
        Files.deleteIfExists(repository.directory().resolve(NAME));
    }
}
