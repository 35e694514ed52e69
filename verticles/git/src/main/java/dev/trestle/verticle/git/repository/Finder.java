package dev.trestle.verticle.git.repository;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds the repository that a path of a workspace is in. It alone decides which one is meant: git is then started at its
 * root and looks no further up. A repository of which a part lies outside of the workspace is refused. Blocks.
 */
public final class Finder {

    private static final String GIT = ".git";
    private static final String POINTER = "gitdir: ";
    private static final int LONGEST_POINTER = 8192;

    private final Path workspace;

    /** @param workspace its folder, without a link in it */
    public Finder(Path workspace) {
        this.workspace = workspace;
    }

    /** The repository around the folder {@code path}. */
    public Repository find(String path) throws IOException {
        var folder = folder(path);
        for (var at = folder; at != null && at.startsWith(workspace); at = at.getParent()) {
            var git = at.resolve(GIT);
            if (Files.exists(git)) {
                return repository(at, git);
            } else if (at.equals(folder) && !at.endsWith(GIT) && isBare(at)) {
                return checked(new Repository(workspace, null, at, at));
            }
        }
        throw new Failure(ErrorCode.UNSUPPORTED, "not a git repository: " + (path.isEmpty() ? "/" : path));
    }

    private Path folder(String path) throws IOException {
        var found = existing(plain(path), path);
        if (!Files.isDirectory(found)) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "path is not a folder: " + path);
        }
        return found;
    }

    private Path existing(Path path, String given) throws IOException {
        if (!Files.exists(path)) {
            throw new Failure(ErrorCode.NOT_FOUND, "no such folder: " + given);
        }
        return inside(path.toRealPath());
    }

    private Path inside(Path real) {
        if (!real.startsWith(workspace)) {
            throw new Failure(ErrorCode.FORBIDDEN, "a part of the repository lies outside of the workspace");
        }
        return real;
    }

    /** The place that {@code path} means by its text. */
    public Path plain(String path) {
        try {
            var relative = Path.of(path.replaceFirst("^/+", "")).normalize();
            if (relative.startsWith("..")) {
                throw new Failure(ErrorCode.FORBIDDEN, "leads out of the workspace: " + path);
            }
            return workspace.resolve(relative).normalize();
        } catch (InvalidPathException wrong) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "path must be one that this server can write down");
        }
    }

    /** Where something new may be made: its folder is there and in the workspace. */
    public Path fresh(String path) throws IOException {
        var wanted = plain(path);
        var parent = wanted.equals(workspace) ? workspace : wanted.getParent();
        return existing(parent, path).resolve(workspace.relativize(wanted).getFileName());
    }

    private Repository repository(Path top, Path git) throws IOException {
        var directory = Files.isDirectory(git) ? inside(git.toRealPath()) : pointed(top, git, POINTER);
        var commondir = directory.resolve("commondir");
        var common = Files.exists(commondir) ? pointed(directory, commondir, "") : directory;
        return checked(new Repository(workspace, top, directory, common));
    }

    private Path pointed(Path from, Path file, String begin) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_POINTER) {
            throw broken();
        }
        var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        if (!text.startsWith(begin)) {
            throw broken();
        }
        var target = from.resolve(text.substring(begin.length())).normalize();
        if (!Files.isDirectory(target)) {
            // Whether something is outside cannot be learned.
            inside(target);
            throw broken();
        }
        return inside(target.toRealPath());
    }

    private static Failure broken() {
        return new Failure(ErrorCode.UNSUPPORTED, "not a git repository: its .git leads nowhere");
    }

    private static boolean isBare(Path folder) {
        return Files.isRegularFile(folder.resolve("HEAD"))
                && Files.isDirectory(folder.resolve("objects"))
                && Files.isDirectory(folder.resolve("refs"));
    }

    /** Objects of another repository are not to be read through this one. */
    private Repository checked(Repository repository) throws IOException {
        for (var part : List.of("objects", "refs", "logs", "packed-refs", "config", "objects/info")) {
            var path = repository.common().resolve(part);
            if (Files.exists(path)) {
                inside(path.toRealPath());
            }
        }
        for (var folder : List.of("objects", "objects/pack")) {
            checkLinks(repository.common().resolve(folder));
        }
        var alternates = repository.common().resolve("objects/info/alternates");
        if (Files.exists(alternates)) {
            for (var line : Files.readAllLines(alternates, StandardCharsets.ISO_8859_1)) {
                var other = repository.common().resolve("objects").resolve(line).normalize();
                inside(Files.exists(other) ? other.toRealPath() : other);
            }
        }
        return repository;
    }

    /** No name in {@code folder} may lead outside. */
    private void checkLinks(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var parts = Files.newDirectoryStream(folder, Files::isSymbolicLink)) {
                for (var link : parts) {
                    inside(Files.exists(link) ? link.toRealPath() : link);
                }
            }
        }
    }
}
