package dev.trestle.verticle.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Makes a copy that appears whole: it grows under the name of a {@link Draft} and is renamed to its place. Modes are kept,
 * links stay links and are not followed, what is neither file, directory nor link is refused.
 *
 * <p>A single file is on the disk before the answer. Of a directory only the name is, unless the copy is faithful: to
 * sync a large tree file by file would take minutes. A copy that is {@code cancelled} leaves nothing.
 */
final class Copying {

    private static final long CHUNK = 8L << 20;

    private final BooleanSupplier cancelled;
    private final boolean faithful;
    private boolean durable;

    private Copying(BooleanSupplier cancelled, boolean faithful) {
        this.cancelled = cancelled;
        this.faithful = faithful;
    }

    /** New files, with new times, owned by this process. */
    static Copying fresh(BooleanSupplier cancelled) {
        return new Copying(cancelled, false);
    }

    /** The same files somewhere else: with their times and, as far as this process may, their owners. */
    static Copying faithful(BooleanSupplier cancelled) {
        return new Copying(cancelled, true);
    }

    /** Copies {@code from} to the place {@code to}, which {@link Arrival} has checked. */
    void copy(Found from, Found to) throws IOException {
        durable = faithful || from.facts().isFile();
        var draft = Draft.of(to.path());
        try {
            copy(from.path(), from.facts(), draft, from.name().given());
            Durably.rename(draft, to.path());
        } catch (IOException cause) {
            throw Device.blame(cause, draft.getParent());
        } finally {
            Tree.clear(draft);
        }
    }

    private void copy(Path from, Facts facts, Path to, String given) throws IOException {
        checkCancelled();
        switch (facts.type()) {
            case FILE -> file(from, facts, to);
            case DIRECTORY -> directory(from, facts, to, given);
            case SYMLINK -> Files.createSymbolicLink(to, Files.readSymbolicLink(from));
            default -> throw Refusals.special(given);
        }
    }

    private void file(Path from, Facts facts, Path to) throws IOException {
        try (var source = FileChannel.open(from, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
                var target = FileChannel.open(to, Replacement.AFRESH, Attributes.toMake(facts))) {
            for (long at = 0, moved = 1; moved > 0; at += moved) {
                checkCancelled();
                moved = source.transferTo(at, CHUNK, target);
            }
            finish(to, facts);
            if (durable) {
                target.force(true);
            }
        }
    }

    private void directory(Path from, Facts facts, Path to, String given) throws IOException {
        Files.createDirectory(to, Attributes.toMake(facts));
        try (var children = Files.newDirectoryStream(from)) {
            for (var child : children) {
                var name = child.getFileName().toString();
                if (!Draft.isName(name)) {
                    copy(child, Facts.of(child), to.resolve(child.getFileName()), given + "/" + name);
                }
            }
        }
        finish(to, facts);
        if (durable) {
            Durably.sync(to);
        }
    }

    private void finish(Path to, Facts facts) throws IOException {
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
