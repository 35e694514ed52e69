package dev.trestle.verticle.fs.patch;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.fs.disk.Disk;
import dev.trestle.verticle.fs.draft.Precondition;
import dev.trestle.verticle.fs.draft.Replacement;
import dev.trestle.verticle.fs.path.Found;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Refusals;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.verticle.fs.path.Slice;
import dev.trestle.verticle.fs.path.Utf8;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Fs.Change;
import dev.trestle.wire.Fs.Patch;
import dev.trestle.wire.Fs.Written;
import dev.trestle.wire.TextEdit;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * {@code fs.patch}: changes a text file by a patch, all or nothing, as {@link Replacement} says. A link is patched through.
 * A byte order mark is a character of the text. A patch that changes nothing writes nothing.
 *
 * <p>Calls by another name of the place, through a link, do not wait for each other. One that finds its text replaced when it
 * is done is a {@code CONFLICT} with {@code ifMatch}; without, it applies the patch to what is there now.
 */
public final class PatchFile implements OperationHandler<Patch, Written> {

    private final Disk disk;
    private final int limit;

    /** Patches of texts of at most {@code limit} bytes. */
    public PatchFile(Disk disk, int limit) {
        this.disk = disk;
        this.limit = limit;
    }

    @Override
    public Future<Written> handle(Patch request, Call call) {
        var name = Name.of("path", request.path());
        return disk.change(call, name, root -> {
            try (var found = root.target(name)) {
                return patch(found, request);
            } catch (Failure overtaken) {
                if (overtaken.code() != ErrorCode.CONFLICT || request.ifMatch() != null) {
                    throw overtaken;
                }
            }
            return patchAlone(root, name, request);
        });
    }

    /** While nobody else of this process changes it. */
    private Written patchAlone(Root root, Name name, Patch request) throws IOException {
        try (var found = root.target(name)) {
            synchronized (found.monitor()) {
                return patch(found.again(), request);
            }
        }
    }

    private Written patch(Found found, Patch request) throws IOException {
        if (!found.isThere()) {
            Precondition.check(request.ifMatch(), found);
        }
        try (var file = found.hold()) {
            return patch(found.with(file.facts()), file, request);
        }
    }

    private Written patch(Found found, Handle file, Patch request) throws IOException {
        Precondition.check(request.ifMatch(), found);
        var before = text(found, file);
        var after = apply(request, before, found);
        if (after.equals(before)) {
            return new Written(found.facts().etag(), found.facts().size());
        }
        var content = Utf8.encode(after)
                .orElseThrow(() -> new Failure(ErrorCode.INVALID_ARGUMENT, "patch leaves half a character"));
        return Replacement.guarded(found, content);
    }

    private String text(Found found, Handle file) throws IOException {
        long size = found.facts().size();
        if (size > limit) {
            throw new Failure(
                            ErrorCode.TOO_LARGE,
                            "more than can be patched, which is " + limit + " bytes: "
                                    + found.name().given())
                    .with(Map.of("limit", limit, "size", size));
        }
        var bytes = Slice.read(file, 0, (int) size, size).bytes();
        return Utf8.decode(bytes, bytes.length)
                .orElseThrow(() -> Refusals.notText(found.name().given()));
    }

    private static String apply(Patch request, String text, Found found) {
        try {
            return switch (request.format()) {
                case DMP -> DmpPatch.apply(diff(request), text);
                case UNIFIED -> UnifiedPatch.apply(diff(request), text);
                case EDITS -> EditsPatch.apply(edits(request), text);
            };
        } catch (Failure refused) {
            throw refused.code() == ErrorCode.CONFLICT ? refused.with(Precondition.details(found)) : refused;
        }
    }

    private static String diff(Patch request) {
        if (request.patch() instanceof Change.Diff diff) {
            return diff.text();
        }
        throw new Failure(ErrorCode.INVALID_ARGUMENT, "patch must be a string for the format " + request.format());
    }

    private static List<TextEdit> edits(Patch request) {
        if (request.patch() instanceof Change.Edits edits) {
            return edits.edits();
        }
        throw new Failure(ErrorCode.INVALID_ARGUMENT, "patch must be an array of edits for the format edits");
    }
}
