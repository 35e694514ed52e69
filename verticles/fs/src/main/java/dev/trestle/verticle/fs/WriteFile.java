package dev.trestle.verticle.fs;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.fs.disk.Disk;
import dev.trestle.verticle.fs.draft.Precondition;
import dev.trestle.verticle.fs.draft.Replacement;
import dev.trestle.verticle.fs.path.Found;
import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.verticle.fs.path.Utf8;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Fs.Write;
import dev.trestle.wire.Fs.Written;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Base64;

/**
 * {@code fs.write}: replaces or creates a file, as {@link Replacement} says. A link is written through: what it points to
 * inside the workspace is replaced or created, and the link stays.
 */
final class WriteFile implements OperationHandler<Write, Written> {

    private final Disk disk;

    WriteFile(Disk disk) {
        this.disk = disk;
    }

    @Override
    public Future<Written> handle(Write request, Call call) {
        var name = Name.of("path", request.path());
        return disk.change(call, name, root -> write(root, name, request));
    }

    private static Written write(Root root, Name name, Write request) throws IOException {
        var content = decode(request);
        // Only what may create a file may create its directories.
        boolean make = request.makeParents() && request.create() && request.ifMatch() == null;
        try (var found = make ? root.targetInNewParents(name) : root.target(name)) {
            return write(found, request, content);
        }
    }

    private static Written write(Found found, Write request, byte[] content) throws IOException {
        if (found.isThere()) {
            found.file();
        }
        Precondition.check(request.ifMatch(), found);
        if (!request.create()) {
            found.orMissing();
        }
        return request.ifMatch() == null
                ? Replacement.of(found.inDirectory(), content)
                : Replacement.guarded(found, content);
    }

    private static byte[] decode(Write request) {
        return switch (request.encoding()) {
            case UTF8 -> Utf8.encode(request.content()).orElseThrow(() -> refused("must be whole Unicode characters"));
            case BASE64 -> base64(request.content());
            case AUTO -> throw new Failure(ErrorCode.INVALID_ARGUMENT, "encoding must be utf8 or base64 for a write");
        };
    }

    private static byte[] base64(String content) {
        // Java's decoder does without padding; another reader of the same content may not.
        if (content.length() % 4 != 0) {
            throw refused("must be base64 with padding");
        }
        try {
            return Base64.getDecoder().decode(content);
        } catch (IllegalArgumentException malformed) {
            throw refused("must be base64 with padding");
        }
    }

    private static Failure refused(String sentence) {
        return new Failure(ErrorCode.INVALID_ARGUMENT, "content " + sentence);
    }
}
