package dev.trestle.verticle.fs;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.verticle.fs.disk.Disk;
import dev.trestle.verticle.fs.path.Found;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Refusals;
import dev.trestle.verticle.fs.path.Slice;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Fs.Content;
import dev.trestle.wire.Fs.Encoding;
import dev.trestle.wire.Fs.Read;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;

/**
 * {@code fs.read}: yields a file or a slice of it.
 *
 * <p>Text comes in whole characters. A slice whose end would cut one ends before it, and the client goes on at
 * {@code offset} plus the bytes it got; {@code eof} is about what it got. An offset inside a character is refused with
 * the borders of that character. With {@code auto}, what would be refused as text comes as base64, never cut short.
 *
 * <p>The etag is taken before the bytes: when somebody else writes in between, a write that relies on it is refused.
 */
final class ReadFile implements OperationHandler<Read, Content> {

    private final Disk disk;
    private final int limit;

    ReadFile(Disk disk, int limit) {
        this.disk = disk;
        this.limit = limit;
    }

    @Override
    public Future<Content> handle(Read request, Call call) {
        var name = Name.of("path", request.path());
        return disk.look(call, name, root -> {
            try (var found = root.target(name);
                    var file = found.hold()) {
                return read(found.with(file.facts()), file, request);
            }
        });
    }

    private Content read(Found found, Handle file, Read request) throws IOException {
        long size = found.facts().size();
        long rest = Math.max(0, size - request.offset());
        long wanted = request.length() == null ? rest : Math.min(request.length(), rest);
        if (wanted > limit) {
            var sentence = "more than one read yields, which is " + limit
                    + " bytes; read in slices by offset and length, or over HTTP: ";
            throw new Failure(ErrorCode.TOO_LARGE, sentence + found.name().given())
                    .with(Map.of("limit", limit, "size", size));
        }
        var slice = Slice.read(file, request.offset(), (int) wanted, size);
        return request.encoding() == Encoding.BASE64
                ? base64(found, slice)
                : text(found, slice, request.encoding() == Encoding.AUTO);
    }

    private static Content text(Found found, Slice slice, boolean orBase64) {
        var text = slice.text();
        boolean cut = slice.whole() == 0 && slice.bytes().length > 0;
        if (orBase64 && (text.isEmpty() || cut)) {
            return base64(found, slice);
        }
        slice.checkCut();
        return content(
                found,
                slice,
                text.orElseThrow(() -> Refusals.notText(found.name().given())),
                Encoding.UTF8,
                slice.whole());
    }

    private static Content base64(Found found, Slice slice) {
        var bytes = slice.bytes();
        return content(found, slice, Base64.getEncoder().encodeToString(bytes), Encoding.BASE64, bytes.length);
    }

    private static Content content(Found found, Slice slice, String content, Encoding encoding, int length) {
        return new Content(
                found.name().path(),
                content,
                encoding,
                slice.size(),
                found.facts().etag(),
                slice.endsAfter(length));
    }
}
