package dev.trestle.verticle.fs.path;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Changes of directories that a power cut after the answer does not undo. */
public final class Durably {

    private Durably() {}

    /** Makes a directory at {@code place}, where nothing is, with the usual mode. */
    public static void makeDirectory(Found place) throws IOException {
        place.inDirectory().fence().run();
        makeDirectory(place.directory(), place.last());
    }

    /** Makes the directory {@code name} where nothing is, with the usual mode. */
    static void makeDirectory(Handle parent, String name) throws IOException {
        parent.makeDirectory(name, Attributes.directoryMode(null));
        sync(parent);
    }

    /** Renames in one step; a file or an empty directory that is at {@code to} is replaced. */
    public static void rename(Handle directory, String from, Found to) throws IOException {
        replace(directory, from, to, any -> {});
    }

    /** As {@link #rename}, unless {@code check} refuses what is there: nobody else of this process changes that meanwhile. */
    public static void replace(Handle directory, String from, Found to, Consumer<Found> check) throws IOException {
        synchronized (to.monitor()) {
            check.accept(to.again());
            to.fence().run();
            directory.rename(from, to.directory(), to.last());
        }
        sync(directory, to);
    }

    /** Renames in one step to a place where nothing is, though somebody may have put something there just now. */
    public static void renameNew(Handle directory, String from, Found to) throws IOException {
        to.fence().run();
        directory.renameNew(from, to.directory(), to.last());
        sync(directory, to);
    }

    private static void sync(Handle directory, Found to) throws IOException {
        sync(to.directory());
        if (directory != to.directory()) {
            sync(directory);
        }
    }

    /** Waits until the names in {@code directory} are on the disk. */
    public static void sync(Handle directory) throws IOException {
        try (var channel = FileChannel.open(directory.path(), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
