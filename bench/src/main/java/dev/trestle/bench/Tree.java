package dev.trestle.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** Files to measure with, below one folder; made once and kept, since they are always the same. */
final class Tree {

    /** How many entries {@link #list} has. */
    static final int ENTRIES = 10_000;
    /** How many files {@link #sources} has, beside those that git ignores. */
    static final int SOURCES = 50_000;

    private static final int IGNORED = 500;
    private static final int IN_ONE_FOLDER = 50;
    private static final int MEBIBYTE = 1 << 20;

    private interface Maker {
        void fill(Path folder) throws IOException;
    }

    private final Path home;

    Tree(Path home) {
        this.home = home;
    }

    /** A folder of many small files. */
    Path list() throws IOException {
        return once("list", folder -> {
            for (int i = 0; i < ENTRIES; i++) {
                Files.writeString(folder.resolve(String.format("entry-%05d.txt", i)), "entry " + i + "\n");
            }
        });
    }

    /** A repository with source code and with build output that git ignores. */
    Path sources() throws IOException {
        return once("sources", folder -> {
            Files.createDirectories(folder.resolve(".git"));
            Files.writeString(folder.resolve(".git/HEAD"), "ref: refs/heads/main\n");
            Files.writeString(folder.resolve(".gitignore"), "build/\n*.log\n/out\n");
            var text = new SourceText();
            for (int i = 0; i < SOURCES; i++) {
                write(folder, i, "src", text);
            }
            for (int i = 0; i < IGNORED; i++) {
                write(folder, i, "build", text);
            }
        });
    }

    private static void write(Path folder, int number, String kind, SourceText text) throws IOException {
        int directory = number / IN_ONE_FOLDER;
        var path = folder.resolve(String.format("module%02d/%s/part%02d", directory / 20, kind, directory % 20));
        Files.createDirectories(path);
        Files.writeString(path.resolve("File" + number + ".java"), text.file());
    }

    /** A folder with the one file {@code data.bin} of so many MiB that do not compress; without NUL bytes. */
    Path file(int mebibytes) throws IOException {
        return once("file-" + mebibytes, folder -> {
            var block = block();
            try (var channel =
                    FileChannel.open(folder.resolve("data.bin"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                for (int i = 0; i < mebibytes; i++) {
                    channel.write(block.rewind());
                }
            }
        });
    }

    /** A MiB of such bytes. */
    static ByteBuffer block() {
        var bytes = new byte[MEBIBYTE];
        new Random(42).nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == 0 ? 1 : bytes[i];
        }
        return ByteBuffer.allocateDirect(MEBIBYTE).put(bytes).rewind();
    }

    /** A folder that is there is whole: it has its name from the moment it is filled. */
    private Path once(String name, Maker maker) throws IOException {
        var folder = home.resolve(name);
        if (!Files.isDirectory(folder)) {
            System.err.println("making " + folder + " ...");
            var unfinished = Files.createTempDirectory(Files.createDirectories(home), "unfinished-");
            maker.fill(unfinished);
            Files.move(unfinished, folder);
        }
        return folder.toAbsolutePath();
    }
}
