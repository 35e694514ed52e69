package dev.trestle.verticle.agent;

import dev.trestle.bus.Node;
import dev.trestle.bus.Operations;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Fs;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;

/** As much of the service of files as agents need, on a real folder: this module must not know the real one. */
final class TestFiles {

    private final Path root;

    private TestFiles(Path root) {
        this.root = root;
    }

    static Future<Void> serve(Node node, Path root) {
        var files = new TestFiles(root);
        return Operations.of(node, "fs", Set.of("demo"))
                .serve(Fs.READ, (request, call) -> attempt(() -> files.read(request)))
                .serve(Fs.WRITE, (request, call) -> attempt(() -> files.write(request)))
                .serve(Fs.LIST, (request, call) -> attempt(() -> files.list(request)))
                .start();
    }

    private static <T> Future<T> attempt(Callable<T> task) {
        try {
            return Future.succeededFuture(task.call());
        } catch (NoSuchFileException missing) {
            return Future.failedFuture(new Failure(ErrorCode.NOT_FOUND, "no such file"));
        } catch (Exception cause) {
            return Future.failedFuture(cause);
        }
    }

    private Fs.Content read(Fs.Read request) throws IOException {
        var content = Files.readString(root.resolve(request.path()));
        return new Fs.Content(request.path(), content, Fs.Encoding.UTF8, content.length(), "e", true);
    }

    private Fs.Written write(Fs.Write request) throws IOException {
        Files.writeString(root.resolve(request.path()), request.content());
        return new Fs.Written("e", request.content().length());
    }

    private Fs.Listing list(Fs.ListFiles request) throws IOException {
        try (var found = Files.list(root.resolve(request.path()))) {
            return new Fs.Listing(found.sorted().map(this::entry).toList(), null);
        }
    }

    private Fs.Entry entry(Path file) {
        try {
            var type = Files.isDirectory(file) ? Fs.EntryType.DIRECTORY : Fs.EntryType.FILE;
            var path = root.relativize(file).toString();
            return new Fs.Entry(file.getFileName().toString(), path, type, Files.size(file), 0, 0, null, null);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
