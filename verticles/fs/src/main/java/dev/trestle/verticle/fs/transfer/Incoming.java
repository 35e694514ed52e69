package dev.trestle.verticle.fs.transfer;

import dev.trestle.bus.Call;
import dev.trestle.verticle.fs.disk.Disk;
import dev.trestle.verticle.fs.draft.Precondition;
import dev.trestle.verticle.fs.draft.Unfinished;
import dev.trestle.verticle.fs.path.Found;
import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Refusals;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Transfer.Upload;
import dev.trestle.wire.Transfer.Uploaded;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Map;

/**
 * The two moments at which an upload takes its turn among the other calls: when it begins and when it takes its place. In
 * between it stands in nobody's way.
 */
public final class Incoming {

    private final Disk disk;
    private final long limit;

    /** Uploads of at most {@code limit} bytes. */
    public Incoming(Disk disk, long limit) {
        this.disk = disk;
        this.limit = limit;
    }

    /** Refuses what would be refused in the end already now. */
    Future<Void> check(Call call, Name name, Upload request) {
        checkSize(request);
        return disk.look(call, name, root -> {
            try (var found = root.target(name)) {
                check(request.makeParents() ? found : found.inDirectory(), request);
                return null;
            }
        });
    }

    private void checkSize(Upload request) {
        long announced = Math.max(
                request.total() == null ? 0 : request.total(), request.length() == null ? 0 : request.length());
        if (announced > limit) {
            throw tooLarge();
        }
    }

    /** Begins a file, unless {@code request} would be refused in the end already now. */
    Future<Unfinished> begin(Call call, Name name, Upload request) {
        checkSize(request);
        return disk.change(call, name, root -> {
            var found = find(root, name, request);
            try {
                check(found, request);
                return Unfinished.at(found.inDirectory());
            } catch (IOException | RuntimeException refused) {
                found.close();
                throw refused;
            }
        });
    }

    /** Puts {@code file} into its place. */
    Future<Uploaded> finish(Call call, Name name, Upload request, Unfinished file) {
        return disk.<Void>step(name.given(), () -> {
                    file.prepare();
                    return null;
                })
                .compose(ready -> disk.change(call, name, root -> finish(root, name, request, file)));
    }

    private static Uploaded finish(Root root, Name name, Upload request, Unfinished file) throws IOException {
        try (var found = find(root, name, request)) {
            check(found, request);
            var written = file.finish(found.inDirectory(), now -> check(now, request));
            return new Uploaded(written.size(), written.etag(), !found.isThere());
        }
    }

    /** Only what may create a file may create its directories. */
    private static Found find(Root root, Name name, Upload request) throws IOException {
        boolean make = request.makeParents() && request.ifMatch() == null;
        return make ? root.targetInNewParents(name) : root.target(name);
    }

    private static void check(Found found, Upload request) {
        if (found.isThere()) {
            found.file();
        }
        Precondition.check(request.ifMatch(), found);
        if (request.onlyNew() && found.isThere()) {
            throw Refusals.exists(found.name().given()).with(Precondition.details(found));
        }
    }

    /** How many bytes one file may have. */
    long limit() {
        return limit;
    }

    /** Says which limit a file is over. */
    Failure tooLarge() {
        return new Failure(ErrorCode.TOO_LARGE, "an upload may have " + limit + " bytes (fs.maxUploadBytes)")
                .with(Map.of("limit", limit));
    }
}
