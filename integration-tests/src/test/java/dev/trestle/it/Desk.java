package dev.trestle.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** What one test works with: a client that has come in, and a directory of its own in the workspace. */
final class Desk implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Client client;
    private final String name = "desk-" + NUMBER.incrementAndGet();
    private final Path folder;

    Desk(StartedTrestle trestle) {
        folder = trestle.folder().resolve(name);
        try {
            Files.createDirectory(folder);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        client = trestle.client();
        client.notification();
    }

    Client client() {
        return client;
    }

    /** The directory's path in the workspace. */
    String path() {
        return name;
    }

    /** The path of {@code file}, which is relative to the directory, in the workspace. */
    String at(String file) {
        return name + "/" + file;
    }

    /** The same file on the disk. */
    Path file(String file) {
        return folder.resolve(file);
    }

    /** Writes a file past the server; yields its path in the workspace. */
    String put(String file, String text) throws IOException {
        Files.writeString(file(file), text);
        return at(file);
    }

    /** Writes a file past the server; yields its path in the workspace. */
    String put(String file, byte[] bytes) throws IOException {
        Files.write(file(file), bytes);
        return at(file);
    }

    /** What a file holds on the disk. */
    String text(String file) throws IOException {
        return Files.readString(file(file));
    }

    @Override
    public void close() {
        client.close();
    }
}
