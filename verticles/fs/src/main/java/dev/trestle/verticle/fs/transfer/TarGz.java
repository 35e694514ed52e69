package dev.trestle.verticle.fs.transfer;

import dev.trestle.bus.Draft;
import dev.trestle.verticle.fs.path.Children;
import dev.trestle.verticle.fs.path.Children.Child;
import dev.trestle.verticle.fs.path.Facts;
import dev.trestle.verticle.fs.path.FileName;
import dev.trestle.verticle.fs.path.Handle;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A directory as a compressed tar archive that is made while it is sent: links as links, modes and times as they are, names
 * in UTF-8. Takes the same memory for a tree of any size; two file descriptors for each level of it.
 *
 * <p>What is gone before its turn comes was never there. What cannot be put in, a file that may not be read or a socket, is
 * left out and named in a last file beside the directory, {@code NAME.left-out.txt}: people want the rest, and to know.
 */
final class TarGz implements Source {

    private static final int SLICE = 64 << 10;
    /** How much one turn reads: zeros shrink so well that filling a piece would take it long. */
    private static final int MOST_READ = 1 << 20;

    private record Level(Handle directory, Children children, String path) implements AutoCloseable {
        @Override
        public void close() {
            children.close();
            directory.close();
        }
    }

    private final String name;
    private final Sink sink = Sink.empty();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(sink, "UTF-8");
    private final LeftOut leftOut = new LeftOut();
    private final Deque<Level> levels = new ArrayDeque<>();
    private final ByteBuffer slice = ByteBuffer.allocate(SLICE);
    private FileChannel file;
    private String path;
    private long left;
    private boolean finished;

    private TarGz(String name) throws IOException {
        this.name = name;
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /** All of {@code directory}, which is closed with this, under {@code name}. */
    static TarGz of(Handle directory, String name) throws IOException {
        var archive = new TarGz(name);
        try {
            archive.enter(directory, directory.facts(), name);
            return archive;
        } catch (IOException | RuntimeException failed) {
            archive.close();
            throw failed;
        }
    }

    @Override
    public Buffer next(int most) throws IOException {
        for (int read = 0; read < MOST_READ && sink.size() < most && !finished; ) {
            read += file == null ? advance() : copy();
        }
        return sink.take(most);
    }

    @Override
    public boolean exhausted() {
        return finished && sink.size() == 0;
    }

    /** Goes on to the next thing in the tree; yields about what that cost in bytes. */
    private int advance() throws IOException {
        var level = levels.peek();
        if (level == null) {
            finish();
            return 0;
        }
        var child = level.children().next();
        if (child == null) {
            levels.pop().close();
        } else if (!Draft.isName(child.name())) {
            add(level, child);
        }
        return 512;
    }

    private void add(Level level, Child child) throws IOException {
        var inside = level.path() + "/" + FileName.shown(child.name());
        try (var held = level.directory().hold(child.name())) {
            var facts = held.facts();
            switch (facts.type()) {
                case FILE -> open(held, facts, inside);
                case DIRECTORY -> enter(held.enter("."), facts, inside);
                case SYMLINK -> put(Entries.link(inside, facts, FileName.shown(held.readLink(""))));
                default -> leftOut.add(inside, "is neither a file nor a directory nor a link");
            }
        } catch (NoSuchFileException gone) {
            // As if it had gone a moment sooner.
        } catch (AccessDeniedException closedToUs) {
            leftOut.add(inside, "may not be read by the server");
        }
    }

    private void put(TarArchiveEntry entry) throws IOException {
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private void enter(Handle directory, Facts facts, String inside) throws IOException {
        try {
            var children = directory.children();
            levels.push(new Level(directory, children, inside));
        } catch (IOException failed) {
            directory.close();
            throw failed;
        }
        put(Entries.directory(inside, facts));
    }

    private void open(Handle held, Facts facts, String inside) throws IOException {
        file = FileChannel.open(held.path(), StandardOpenOption.READ);
        path = inside;
        left = facts.size();
        tar.putArchiveEntry(Entries.file(inside, facts, left));
    }

    /** Copies a slice of the open file: as much as there was, though it grow for ever, and zeros for what was cut off. */
    private int copy() throws IOException {
        if (left == 0) {
            file.close();
            file = null;
            tar.closeArchiveEntry();
            return 0;
        }
        slice.clear().limit((int) Math.min(SLICE, left));
        if (file.read(slice) < 0) {
            leftOut.add(path, "was cut short while it was read; zeros stand for what is missing");
            Arrays.fill(slice.array(), (byte) 0);
            slice.position(slice.limit());
        }
        tar.write(slice.array(), 0, slice.position());
        left -= slice.position();
        return slice.position();
    }

    private void finish() throws IOException {
        var note = leftOut.text();
        if (note.length > 0) {
            tar.putArchiveEntry(Entries.note(name + ".left-out.txt", note.length));
            tar.write(note);
            tar.closeArchiveEntry();
        }
        tar.finish();
        sink.finish();
        finished = true;
    }

    @Override
    public void close() throws IOException {
        levels.forEach(Level::close);
        sink.close();
        if (file != null) {
            file.close();
        }
    }
}
