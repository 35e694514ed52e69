package dev.trestle.verticle.fs.draft;

import dev.trestle.bus.Draft;
import dev.trestle.verticle.fs.path.Attributes;
import dev.trestle.verticle.fs.path.Device;
import dev.trestle.verticle.fs.path.Durably;
import dev.trestle.verticle.fs.path.Facts;
import dev.trestle.verticle.fs.path.FileName;
import dev.trestle.verticle.fs.path.Found;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.verticle.fs.path.Refusals;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;

/**
 * Makes a copy that appears whole: it grows under the name of a {@link Draft} and is renamed to its place. Modes are kept,
 * links stay links and are not followed, what is neither file, directory nor link is refused.
 *
 * <p>A single file is on the disk before the answer. Of a directory only the name is, unless the copy is faithful: to
 * sync a large tree file by file would take minutes. A copy that is {@code cancelled} leaves nothing.
 */
public final class Copying {

    private static final long CHUNK = 8L << 20;

    private final BooleanSupplier cancelled;
    private final boolean faithful;
    private boolean durable;

    private Copying(BooleanSupplier cancelled, boolean faithful) {
        this.cancelled = cancelled;
        this.faithful = faithful;
    }

    /** New files, with new times, owned by this process. */
    public static Copying fresh(BooleanSupplier cancelled) {
        return new Copying(cancelled, false);
    }

    /** The same files somewhere else: with their times and, as far as this process may, their owners. */
    public static Copying faithful(BooleanSupplier cancelled) {
        return new Copying(cancelled, true);
    }

    /** Copies {@code from} to the place {@code to}, which {@link Arrival} has checked. */
    public void copy(Found from, Found to, boolean overwrite) throws IOException {
        var draft = Draft.name();
        try (var source = from.directory().hold(from.last())) {
            var facts = source.facts();
            durable = faithful || facts.isFile();
            copy(source, facts, to.directory(), draft, from.name().given());
            if (overwrite) {
                Durably.rename(to.directory(), draft, to);
            } else {
                Durably.renameNew(to.directory(), draft, to);
            }
        } catch (IOException cause) {
            throw Device.blame(cause, to.directory());
        } finally {
            Tree.clear(to.directory(), draft);
        }
    }

    private void copy(Handle from, Facts facts, Handle to, String name, String given) throws IOException {
        checkCancelled();
        switch (facts.type()) {
            case FILE -> file(from, facts, to, name);
            case DIRECTORY -> directory(from, facts, to, name, given);
            case SYMLINK -> to.makeLink(name, from.readLink(""));
            default -> throw Refusals.special(given);
        }
    }

    private void file(Handle from, Facts facts, Handle to, String name) throws IOException {
        try (var made = to.create(name, Attributes.fileMode(facts));
                var source = from.reading();
                var target = FileChannel.open(made.path(), StandardOpenOption.WRITE)) {
            transfer(source, facts.size(), target);
            finish(made, facts);
            if (durable) {
                target.force(true);
            }
        }
    }

    /** Copies as much as there was, though it grow for ever, and holes as holes. */
    private void transfer(Handle from, long size, FileChannel target) throws IOException {
        try (var source = FileChannel.open(from.path(), StandardOpenOption.READ)) {
            for (long at = from.data(0); at >= 0 && at < size; at = from.data(at)) {
                checkCancelled();
                long end = Math.min(size, from.hole(at));
                target.position(at);
                for (long moved = 1; at < end && moved > 0; at += moved) {
                    checkCancelled();
                    moved = source.transferTo(at, Math.min(CHUNK, end - at), target);
                }
                if (at < end) {
                    // It shrank meanwhile.
                    return;
                }
            }
        }
        if (target.size() < size && from.facts().size() >= size) {
            target.write(ByteBuffer.allocate(1), size - 1);
        }
    }

    private void directory(Handle from, Facts facts, Handle to, String name, String given) throws IOException {
        to.makeDirectory(name, Attributes.directoryMode(facts));
        try (var made = to.enter(name)) {
            try (var children = from.children()) {
                for (var child = children.next(); child != null; child = children.next()) {
                    if (!Draft.isName(child.name())) {
                        child(from, child.name(), made, given);
                    }
                }
            }
            finish(made, facts);
            if (durable) {
                Durably.sync(made);
            }
        }
    }

    private void child(Handle from, String name, Handle to, String given) throws IOException {
        try (var child = from.hold(name)) {
            copy(child, child.facts(), to, name, given + "/" + FileName.shown(name));
        }
    }

    private void finish(Handle to, Facts facts) throws IOException {
        if (faithful) {
            Attributes.owner(to, facts);
            Attributes.time(to, facts.modified());
        } else if (facts.isFile()) {
            Attributes.stamp(to, null);
        }
        Attributes.mode(to, facts);
    }

    private void checkCancelled() {
        if (cancelled.getAsBoolean()) {
            throw Refusals.cancelled();
        }
    }
}
