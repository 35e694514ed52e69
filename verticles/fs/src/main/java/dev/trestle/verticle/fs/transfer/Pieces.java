package dev.trestle.verticle.fs.transfer;

import dev.trestle.bus.Call;
import dev.trestle.config.FsConfig;
import dev.trestle.verticle.fs.disk.Disk;
import dev.trestle.verticle.fs.draft.Unfinished;
import dev.trestle.verticle.fs.path.Name;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Transfer.Upload;
import dev.trestle.wire.Transfer.Uploaded;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Files that come in pieces and wait for the next one: what came of a piece whose connection was lost is kept. They are
 * bounded in number and in the time they wait, and this process' end is theirs.
 *
 * <p>Who sends a piece of the same file takes the place of who still sends one: that is the same client, whose old
 * connection is dead without the server knowing yet. Any thread may call.
 */
public final class Pieces {

    /** The same user, the same file, the same size: the same upload. */
    private record Key(String principal, String workspace, String path, long total) {
        static Key of(Call call, Name name, Upload request) {
            return new Key(call.principal(), call.workspace(), name.path(), request.total());
        }
    }

    /** One of the files. Guarded by the whole. */
    private static final class Kept {
        private Unfinished file;
        private Intake intake;
        private Future<Uploaded> last = Future.succeededFuture();
        private long timer = -1;

        long received() {
            return file == null ? 0 : file.size();
        }
    }

    /** A piece and where it belongs. */
    private record Piece(Call call, Name name, Upload request, Intake intake, Key key, Kept kept) {}

    private final Vertx vertx;
    private final Disk disk;
    private final Incoming incoming;
    private final FsConfig.Uploads limits;
    private final Map<Key, Kept> table = new HashMap<>();

    /** None yet; within {@code limits}. */
    public Pieces(Vertx vertx, Disk disk, Incoming incoming, FsConfig.Uploads limits) {
        this.vertx = vertx;
        this.disk = disk;
        this.incoming = incoming;
        this.limits = limits;
    }

    /**
     * Adds what {@code intake} brings; the last piece puts the file into its place. A piece that does not begin where the
     * last one ended is refused as {@code CONFLICT}; one that begins at 0 begins anew.
     */
    synchronized Future<Uploaded> take(Call call, Name name, Upload request, Intake intake) {
        var key = Key.of(call, name, request);
        var kept = table.get(key);
        if (kept == null && request.offset() == null) {
            return Future.succeededFuture(new Uploaded(0, null, false));
        } else if (kept == null) {
            kept = add(key);
        }
        if (kept.intake != null) {
            kept.intake.stop(new Failure(ErrorCode.CANCELLED, "another request goes on with this upload"));
        }
        kept.intake = intake;
        var piece = new Piece(call, name, request, intake, key, kept);
        kept.last = kept.last.transform(before -> take(piece));
        return kept.last;
    }

    private Kept add(Key key) {
        if (table.size() >= limits.most()) {
            throw new Failure(
                    ErrorCode.BUSY, "too many uploads wait for their next piece; fs.uploads.most is " + limits.most());
        }
        var kept = new Kept();
        table.put(key, kept);
        return kept;
    }

    private synchronized Future<Uploaded> take(Piece piece) {
        var kept = piece.kept();
        vertx.cancelTimer(kept.timer);
        var offset = piece.request().offset();
        if (offset == null) {
            keep(piece);
            return Future.succeededFuture(new Uploaded(kept.received(), null, false));
        } else if (offset == 0) {
            drop(piece);
            table.put(piece.key(), kept);
            return incoming.begin(piece.call(), piece.name(), piece.request())
                    .onFailure(refused -> drop(piece))
                    .compose(file -> receive(piece, file));
        } else if (offset != kept.received()) {
            keep(piece);
            var sentence = "the next byte is " + kept.received() + ", not " + offset;
            return Future.failedFuture(
                    new Failure(ErrorCode.CONFLICT, sentence).with(Map.of("received", kept.received())));
        }
        return receive(piece, kept.file);
    }

    private synchronized Future<Uploaded> receive(Piece piece, Unfinished file) {
        piece.kept().file = file;
        var request = piece.request();
        long rest = request.total() - request.offset();
        long room = request.length() == null ? rest : Math.min(rest, request.length());
        var over =
                new Failure(ErrorCode.INVALID_ARGUMENT, "the piece has more bytes than it says or than the file has");
        return piece.intake().into(file, room, over).transform(ended -> received(piece, ended));
    }

    private Future<Uploaded> received(Piece piece, AsyncResult<Void> ended) {
        var file = piece.kept().file;
        if (file.size() == piece.request().total()) {
            return incoming.finish(piece.call(), piece.name(), piece.request(), file)
                    .onComplete(finished -> drop(piece));
        } else if (piece.intake().spoilt()) {
            drop(piece);
        } else {
            keep(piece);
        }
        return ended.failed()
                ? Future.failedFuture(ended.cause())
                : Future.succeededFuture(new Uploaded(file.size(), null, false));
    }

    /** Waits for the next piece, but not for ever. */
    private synchronized void keep(Piece piece) {
        var kept = piece.kept();
        if (kept.file == null) {
            drop(piece);
        } else {
            vertx.cancelTimer(kept.timer);
            kept.timer = vertx.setTimer(limits.keepMs(), late -> drop(piece));
        }
    }

    private synchronized void drop(Piece piece) {
        var kept = piece.kept();
        table.remove(piece.key(), kept);
        vertx.cancelTimer(kept.timer);
        if (kept.file != null) {
            disk.release(kept.file);
            kept.file = null;
        }
    }

    /** Forgets all of them. */
    public synchronized void close() {
        for (var kept : List.copyOf(table.values())) {
            vertx.cancelTimer(kept.timer);
            if (kept.file != null) {
                disk.release(kept.file);
            }
        }
        table.clear();
    }
}
