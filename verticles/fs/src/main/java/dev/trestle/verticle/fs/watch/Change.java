package dev.trestle.verticle.fs.watch;

import dev.trestle.verticle.fs.path.Facts;
import dev.trestle.wire.Fs.EntryType;

/**
 * Something that happened to a workspace, as {@link Watcher} tells it. Paths are as {@code fs.list} shows them.
 *
 * @param kind what happened
 * @param path where; for an overflow the folder to list again, with all below it; empty for the root
 * @param to where it is now, of a move alone
 * @param type what it is, or was before it was deleted; {@code null} for an overflow
 * @param etag of a file that is there, as {@code fs.stat} says it at the moment of telling
 */
record Change(Kind kind, String path, String to, EntryType type, String etag) {

    /** What can happen. */
    enum Kind {
        /** It is there now. A directory's contents follow, each by itself. */
        CREATED,
        /** Its content or its attributes are others, or another file of the same type took its place. */
        CHANGED,
        /** It is gone, and of a directory all that was in it. */
        DELETED,
        /** It is elsewhere now, and of a directory all that is in it; what was there before is replaced. */
        MOVED,
        /** What happened here is not known. */
        OVERFLOW
    }

    static Change created(Known what, Facts facts) {
        return new Change(Kind.CREATED, what.shown(), null, what.type(), etag(facts));
    }

    static Change changed(Known what, Facts facts) {
        return new Change(Kind.CHANGED, what.shown(), null, what.type(), etag(facts));
    }

    static Change deleted(Known what) {
        return new Change(Kind.DELETED, what.shown(), null, what.type(), null);
    }

    static Change moved(String from, Known what, Facts facts) {
        return new Change(Kind.MOVED, from, what.shown(), what.type(), etag(facts));
    }

    static Change overflow(Known folder) {
        return new Change(Kind.OVERFLOW, folder.shown(), null, null, null);
    }

    private static String etag(Facts facts) {
        return facts.isFile() ? facts.etag() : null;
    }
}
