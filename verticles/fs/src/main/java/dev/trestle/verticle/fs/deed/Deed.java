package dev.trestle.verticle.fs.deed;

import dev.trestle.bus.Call;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Fs.EntryType;
import dev.trestle.wire.Watch.Origin;
import dev.trestle.wire.Watch.OriginKind;

/** What one call does to one path. Belongs to whoever holds the lock of its {@link Deeds}. */
final class Deed {

    private static final String NOTHING = "nothing";

    private final String path;
    private final Call call;
    private final String found;
    private String left;
    private long end;

    /** {@code call} is about to do something at {@code path}, where it has found what looks like {@code found}. */
    Deed(String path, Call call, String found) {
        this.path = path;
        this.call = call;
        this.found = found;
    }

    /** How something looks, to whoever changes it and to whoever watches; {@code null} for nothing. */
    static String look(EntryType type, String etag) {
        if (type == null) {
            return NOTHING;
        }
        return type == EntryType.FILE ? etag : type.toString();
    }

    String path() {
        return path;
    }

    void over(String look, long now) {
        left = look;
        end = now;
    }

    boolean isOver() {
        return left != null;
    }

    boolean hasChanged() {
        return !found.equals(left);
    }

    /** When it was over. */
    long end() {
        return end;
    }

    /** Whether it has left what looks so. */
    boolean left(String look) {
        return look.equals(left);
    }

    /** Whether it deletes what is there, with all below it. */
    boolean deletes() {
        return call.operation().equals(Fs.DELETE.name());
    }

    Origin origin() {
        return call.connection() == null
                ? new Origin(OriginKind.CALL, null, call.principal())
                : new Origin(OriginKind.CONNECTION, call.connection(), call.principal());
    }
}
