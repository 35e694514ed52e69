package dev.trestle.verticle.fs.path;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file, a directory or a link that is held open: whatever is renamed meanwhile, it stays the one it was. Names given to
 * its methods are single parts below this directory, and a link of that name is never followed.
 *
 * <p>Nothing has been opened for reading by holding it: a pipe or a device can be held as well, and nobody waits. Blocks;
 * any thread may use it, one must close it.
 */
public final class Handle implements AutoCloseable {

    private static final int HOLD = Kernel.O_PATH | Kernel.O_CLOEXEC;
    private static final int LONGEST_LINK = 4096;
    private static final byte[] NO_NAME = {0};

    private final int descriptor;
    private final boolean owned;
    private boolean open = true;

    private Handle(int descriptor, boolean owned) {
        this.descriptor = descriptor;
        this.owned = owned;
    }

    private static Handle of(int descriptor, String name) throws IOException {
        if (descriptor < 0) {
            throw Kernel.accident(name);
        }
        return new Handle(descriptor, true);
    }

    /** Holds the directory at {@code path}, wherever links on the way lead. */
    public static Handle at(Path path) throws IOException {
        var name = path.toString();
        return of(Kernel.openat(Kernel.HERE, FileName.encode(name), HOLD | Kernel.O_DIRECTORY, 0), name);
    }

    /** The same, to be closed without closing this. This must stay open for longer. */
    public Handle borrow() {
        return new Handle(descriptor(), false);
    }

    /** Holds what {@code name} is. */
    public Handle hold(String name) throws IOException {
        return of(Kernel.openat(descriptor(), FileName.encode(name), HOLD | Kernel.O_NOFOLLOW, 0), name);
    }

    /** Holds the directory {@code name}. */
    public Handle enter(String name) throws IOException {
        int flags = HOLD | Kernel.O_NOFOLLOW | Kernel.O_DIRECTORY;
        return of(Kernel.openat(descriptor(), FileName.encode(name), flags, 0), name);
    }

    /** Holds the directory that lies at {@code parts} if no link is on the way, in one call; else {@code null}. */
    Handle descend(List<String> parts) {
        int flags = HOLD | Kernel.O_NOFOLLOW | Kernel.O_DIRECTORY;
        int below = Kernel.openat2(descriptor(), FileName.encode(String.join("/", parts)), flags);
        return below < 0 ? null : new Handle(below, true);
    }

    /** Holds the directory that lies at {@code parts}; {@code null} when there is none that may be entered, or only by a link. */
    public Handle reach(List<String> parts) throws IOException {
        var below = descend(parts);
        if (below != null) {
            return below;
        }
        var here = borrow();
        for (var part : parts) {
            try (var above = here) {
                here = above.enter(part);
            } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException none) {
                return null;
            }
        }
        return here;
    }

    /** Whether {@link #descend} works on this kernel. */
    boolean descends() {
        try (var same = descend(List.of("."))) {
            return same != null;
        }
    }

    /** Makes the file {@code name} where nothing is; this handle can be written by its {@link #path}. */
    public Handle create(String name, int mode) throws IOException {
        int flags = Kernel.O_CREAT | Kernel.O_EXCL | Kernel.O_WRONLY | Kernel.O_NOFOLLOW | Kernel.O_CLOEXEC;
        return of(Kernel.openat(descriptor(), FileName.encode(name), flags, mode), name);
    }

    /** Makes the directory {@code name} where nothing is. */
    public void makeDirectory(String name, int mode) throws IOException {
        check(Kernel.mkdirat(descriptor(), FileName.encode(name), mode), name);
    }

    /** Makes the link {@code name}, where nothing is, that says {@code target}. */
    public void makeLink(String name, String target) throws IOException {
        check(Kernel.symlinkat(FileName.encode(target), descriptor(), FileName.encode(name)), name);
    }

    /** What the link {@code name} says, {@code null} when that is not a link. An empty name means this. */
    public String readLink(String name) throws IOException {
        var target = new byte[LONGEST_LINK];
        long length = Kernel.readlinkat(descriptor(), FileName.encode(name), target, target.length);
        if (length < 0 && Kernel.errno() == Kernel.EINVAL) {
            return null;
        }
        check(length, name);
        return FileName.decode(target, 0, (int) length);
    }

    /** Deletes what {@code name} is unless it is a directory; whether it was none. Nothing there is fine. */
    public boolean delete(String name) throws IOException {
        int result = Kernel.unlinkat(descriptor(), FileName.encode(name), 0);
        if (result < 0 && Kernel.errno() == Kernel.EISDIR) {
            return false;
        }
        check(result < 0 && Kernel.errno() == Kernel.ENOENT ? 0 : result, name);
        return true;
    }

    /** Deletes the directory {@code name}, which must be empty. */
    public void deleteDirectory(String name) throws IOException {
        check(Kernel.unlinkat(descriptor(), FileName.encode(name), Kernel.AT_REMOVEDIR), name);
    }

    /** Renames {@code name} in one step; a file or an empty directory that is at {@code newName} is replaced. */
    void rename(String name, Handle to, String newName) throws IOException {
        check(Kernel.renameat(descriptor(), FileName.encode(name), to.descriptor(), FileName.encode(newName)), newName);
    }

    /** Renames {@code name} in one step to {@code newName}, where nothing is. */
    void renameNew(String name, Handle to, String newName) throws IOException {
        int result = Kernel.renameNew(descriptor(), FileName.encode(name), to.descriptor(), FileName.encode(newName));
        if (result < 0 && Kernel.errno() == Kernel.EINVAL && to.facts(newName) == null) {
            // Some filesystems of networks cannot do both in one step.
            rename(name, to, newName);
            return;
        }
        check(result, newName);
    }

    /** The facts about this. */
    public Facts facts() throws IOException {
        var raw = Kernel.statx(descriptor(), NO_NAME);
        if (raw == null) {
            throw Kernel.accident("");
        }
        return Facts.of(raw);
    }

    /** Whether this still has a name anywhere. */
    public boolean isLinked() throws IOException {
        var raw = Kernel.statx(descriptor(), NO_NAME);
        if (raw == null) {
            throw Kernel.accident("");
        }
        return Facts.links(raw) > 0;
    }

    /** The facts about what {@code name} is, {@code null} when nothing is there. */
    public Facts facts(String name) throws IOException {
        var raw = Kernel.statx(descriptor(), FileName.encode(name));
        if (raw == null && Kernel.errno() == Kernel.ENOENT) {
            return null;
        } else if (raw == null) {
            throw Kernel.accident(name);
        }
        return Facts.of(raw);
    }

    /** What is in this directory. */
    public Children children() throws IOException {
        int flags = Kernel.O_DIRECTORY | Kernel.O_CLOEXEC;
        int reading = Kernel.openat(descriptor(), FileName.encode("."), flags, 0);
        if (reading < 0) {
            throw Kernel.accident(".");
        }
        return new Children(reading);
    }

    /** Opens this file for reading, which it must be known to be. */
    public Handle reading() throws IOException {
        int flags = Kernel.O_NONBLOCK | Kernel.O_CLOEXEC;
        return of(Kernel.openat(Kernel.HERE, FileName.encode(path().toString()), flags, 0), "");
    }

    /** Opens {@code name}, which was a regular file a moment ago, for {@link #read}; whatever it is now, nobody waits. */
    public Handle open(String name) throws IOException {
        int flags = Kernel.O_NONBLOCK | Kernel.O_NOFOLLOW | Kernel.O_CLOEXEC;
        return of(Kernel.openat(descriptor(), FileName.encode(name), flags, 0), name);
    }

    /** Reads on into the beginning of {@code buffer}, a direct one; yields how many bytes, 0 at the end. */
    public int read(ByteBuffer buffer) throws IOException {
        long read = Kernel.read(descriptor(), buffer, buffer.capacity());
        check(read, "");
        return (int) read;
    }

    /** Where from {@code offset} on data begins, of what is open for {@link #reading}; -1 when there is no more. */
    public long data(long offset) throws IOException {
        return Kernel.seek(descriptor(), offset, true);
    }

    /** Where from {@code offset} on a hole begins, or the end, of what is open for {@link #reading}. */
    public long hole(long offset) throws IOException {
        return Kernel.seek(descriptor(), offset, false);
    }

    /** A path that leads to this and to nothing else, for as long as it is held, in this process alone. */
    public Path path() {
        return Path.of("/proc/self/fd/" + descriptor());
    }

    /** As {@link #path}, in the processes of the same user as well. */
    public Path pathForOthers() {
        return Path.of("/proc/" + ProcessHandle.current().pid() + "/fd/" + descriptor());
    }

    private int descriptor() {
        if (!open) {
            // The number may be another file's by now.
            throw new IllegalStateException("no longer held");
        }
        return descriptor;
    }

    private static void check(long result, String name) throws IOException {
        if (result < 0) {
            throw Kernel.accident(name);
        }
    }

    @Override
    public void close() {
        if (open && owned) {
            Kernel.close(descriptor);
        }
        open = false;
    }
}
