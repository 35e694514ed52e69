package dev.trestle.verticle.agent.session;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By which names of the workspace the files go that an agent wants to use: as it calls them, tidied, and where links lead. So
 * a rule about a file cannot be evaded by another way to it.
 */
public final class Whereabouts {

    /** How many links that lead nowhere yet are followed, one after the other. */
    private static final int MOST_LINKS = 8;

    private static final Path TOP = Path.of("/");

    private final Path root;
    private final WorkerExecutor threads;

    /** In the workspace {@code root}, which has no link in it; disks are looked at on {@code threads}. */
    public Whereabouts(Path root, WorkerExecutor threads) {
        this.root = root;
        this.threads = threads;
    }

    /** All names of {@code paths}, relative to the workspace; does not fail. */
    Future<List<String>> of(Collection<String> paths) {
        return paths.isEmpty()
                ? Future.succeededFuture(List.of())
                : threads.executeBlocking(
                        () -> paths.stream().flatMap(this::names).distinct().toList(), false);
    }

    /** Those of {@code paths} whose names are {@code wanted}, which is asked on another thread; does not fail. */
    Future<Set<String>> filter(Collection<String> paths, Predicate<List<String>> wanted) {
        return threads.executeBlocking(
                () -> paths.stream()
                        .filter(path -> wanted.test(names(path).toList()))
                        .collect(Collectors.toSet()),
                false);
    }

    private Stream<String> names(String path) {
        try {
            var tidy = TOP.relativize(Path.of("/" + path).normalize());
            var raw = TOP.relativize(Path.of("/" + path));
            return Stream.concat(
                    Stream.of(tidy.toString()),
                    Stream.of(tidy, raw)
                            .map(name -> real(root.resolve(name), MOST_LINKS))
                            .filter(file -> file.startsWith(root))
                            .map(file -> root.relativize(file).toString()));
        } catch (InvalidPathException noFile) {
            return Stream.of(path);
        }
    }

    /** Where {@code file} is, or would be if it were made. */
    private static Path real(Path file, int links) {
        for (var part = file; part.getParent() != null; part = part.getParent()) {
            try {
                return part.toRealPath().resolve(part.relativize(file)).normalize();
            } catch (IOException missing) {
                var target = links == 0 ? null : target(part);
                if (target != null) {
                    return real(target.resolve(part.relativize(file)), links - 1);
                }
            }
        }
        return file;
    }

    private static Path target(Path link) {
        try {
            return Files.isSymbolicLink(link) ? link.resolveSibling(Files.readSymbolicLink(link)) : null;
        } catch (IOException gone) {
            return null;
        }
    }
}
