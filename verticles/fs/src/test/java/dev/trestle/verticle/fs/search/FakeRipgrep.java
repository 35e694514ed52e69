package dev.trestle.verticle.fs.search;

import dev.trestle.verticle.fs.FsNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/** A program in place of ripgrep. It leaves notes beside itself. */
final class FakeRipgrep {

    private final Path folder;

    /** One that runs these lines of a shell, with its folder as {@code $here}. */
    FakeRipgrep(String script) {
        try {
            folder = Files.createTempDirectory("fake-rg");
            folder.toFile().deleteOnExit();
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createFile(folder.resolve("rg"), mode);
            Files.writeString(folder.resolve("rg"), "#!/bin/sh\nhere=" + folder + "\n" + script + "\n");
        } catch (IOException cause) {
            throw new AssertionError(cause);
        }
    }

    /** One that never ends on its own. */
    static FakeRipgrep hanging() {
        return new FakeRipgrep("echo $$ > $here/note.new; mv $here/note.new $here/note; exec sleep 600");
    }

    FsNode node() {
        return FsNode.searching(folder.resolve("rg").toString());
    }

    boolean hasNote() {
        return Files.exists(folder.resolve("note"));
    }

    String note() throws IOException {
        return Files.readString(folder.resolve("note"));
    }

    /** Whether the process that left its number is gone, and all of them are reaped. */
    boolean isGone() throws IOException {
        return ProcessHandle.of(Long.parseLong(note().strip())).isEmpty();
    }

    /** The program is there no more. */
    void remove() throws IOException {
        Files.delete(folder.resolve("rg"));
    }

    void delete() {
        Arrays.stream(folder.toFile().listFiles()).forEach(file -> file.delete());
        folder.toFile().delete();
    }
}
