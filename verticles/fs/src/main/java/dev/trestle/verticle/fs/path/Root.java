package dev.trestle.verticle.fs.path;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The directory of one workspace. It alone decides which file a name means.
 *
 * <p>It promises: what it finds lies below the root, whatever links there are and whatever is renamed meanwhile, by whom
 * ever. A name is followed from the root down through directories that are held open ({@link Walk}); what is found is told
 * as an open directory and a name in it, and all that is done with it starts there. A link on the way may point anywhere
 * inside, relative or absolute, and is refused as {@code FORBIDDEN} as soon as it leaves the root, even where it would come
 * back later. Whether something is outside cannot be learned.
 *
 * <p>Holds one file descriptor until it is closed. Blocks; any thread may call.
 */
public final class Root implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Root.class);

    private final Handle top;
    private final List<List<String>> names;
    private final Consumer<Found> witness;
    private final Runnable fence;

    private Root(Handle top, List<List<String>> names, Consumer<Found> witness, Runnable fence) {
        this.top = top;
        this.names = names;
        this.witness = witness;
        this.fence = fence;
    }

    /**
     * The workspace in {@code directory}, which must exist; the directory itself may be reached by a link.
     *
     * @throws UncheckedIOException when it does not exist
     * @throws UnsupportedOperationException where files cannot be reached safely: see decision 008
     */
    public static Root open(Path directory) {
        try {
            var names = List.of(parts(directory.toRealPath()), parts(directory.toAbsolutePath()));
            var top = Handle.at(directory);
            // Where /proc is not what it should be, nothing below works: said now and not in the middle of a write.
            Files.getFileStore(top.path());
            // News only where the kernel lacks the fast way.
            LOGGER.atLevel(top.descends() ? Level.DEBUG : Level.INFO)
                    .addKeyValue("directory", directory)
                    .addKeyValue("openat2", top.descends())
                    .log("files are reached through open directories");
            return new Root(top, names, found -> {}, () -> {});
        } catch (IOException cause) {
            throw new UncheckedIOException("a workspace needs its directory: " + directory, cause);
        } catch (LinkageError cause) {
            var sentence =
                    "files need Linux on x86-64 or aarch64, and a folder for temporary files that code is loaded from";
            throw new UnsupportedOperationException(sentence, cause);
        }
    }

    private static List<String> parts(Path path) {
        return StreamSupport.stream(path.spliterator(), false)
                .map(Path::toString)
                .toList();
    }

    /** What {@code name} itself is: a link as its last part is not followed. */
    public Found itself(Name name) throws IOException {
        return find(name, false, false);
    }

    /** As {@link #itself}, after making the directories that are missing on the way. */
    public Found itselfInNewParents(Name name) throws IOException {
        return find(name, false, true);
    }

    /**
     * What {@code name} leads to: a link is followed, inside. One that points to nothing yields the place that it points
     * to, so that a write makes the file there and the link stays.
     */
    public Found target(Name name) throws IOException {
        return find(name, true, false);
    }

    /** As {@link #target}, after making the directories that are missing on the way. */
    public Found targetInNewParents(Name name) throws IOException {
        return find(name, true, true);
    }

    private Found find(Name name, boolean follow, boolean make) throws IOException {
        var found = new Walk(this, name, follow, make).find();
        witness.accept(found);
        return found;
    }

    /**
     * The same, closed with this, for one who changes it: tells {@code other} all that it finds, and what it finds is behind
     * {@code fence}.
     */
    public Root changing(Consumer<Found> other, Runnable fence) {
        return new Root(top, names, other, fence);
    }

    /** See {@link Found#fence}. */
    Runnable fence() {
        return fence;
    }

    /** The directory itself, held by this. */
    public Handle top() {
        return top;
    }

    /** The way from the root that the absolute path {@code parts} means, {@code null} when that is outside. */
    List<String> inside(List<String> parts) {
        for (var root : names) {
            if (parts.size() >= root.size() && parts.subList(0, root.size()).equals(root)) {
                return parts.subList(root.size(), parts.size());
            }
        }
        return null;
    }

    /** Why a change failed by {@code cause}, if that is the state of the disk and not of a single file. */
    public Throwable blame(Throwable cause) {
        try {
            return cause instanceof IOException accident ? Device.blame(accident, top) : cause;
        } catch (IOException | RuntimeException nearer) {
            return nearer;
        }
    }

    @Override
    public void close() {
        top.close();
    }
}
