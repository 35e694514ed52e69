package dev.trestle.verticle.fs.transfer;

import dev.trestle.verticle.fs.path.Facts;
import dev.trestle.verticle.fs.path.Found;
import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Refusals;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Transfer.Download;
import dev.trestle.wire.Transfer.Opened;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** A range of a file that is held open: its bytes come from the one that it was, though another takes its place. */
final class OpenFile implements Source {

    private final FileChannel channel;
    private final Opened opened;
    private long at;

    private OpenFile(FileChannel channel, Opened opened) {
        this.channel = channel;
        this.opened = opened;
        this.at = opened.offset();
    }

    /** Opens the regular file that is at {@code found}. */
    static OpenFile of(Found found, Download request) throws IOException {
        if (found.orMissing().isDirectory()) {
            throw Refusals.isDirectory(found.name().given()).with(Map.of("type", "directory"));
        }
        try (var file = found.hold()) {
            var channel = FileChannel.open(file.path(), StandardOpenOption.READ);
            try {
                return new OpenFile(channel, opened(found.name(), file.facts(), request));
            } catch (IOException failed) {
                channel.close();
                throw failed;
            }
        }
    }

    private static Opened opened(Name name, Facts facts, Download request) {
        long size = facts.size();
        long from = request.offset() < 0 ? Math.max(0, size + request.offset()) : Math.min(request.offset(), size);
        long rest = size - from;
        long length = request.length() == null ? rest : Math.min(rest, request.length());
        long modified = Math.floorDiv(facts.modified(), 1_000_000L);
        return new Opened(name.path(), size, facts.etag(), modified, from, length);
    }

    /** What it is about. */
    Opened opened() {
        return opened;
    }

    @Override
    public Buffer next(int most) throws IOException {
        var bytes = ByteBuffer.allocate((int) Math.min(most, end() - at));
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, at);
            if (read < 0) {
                throw new Failure(ErrorCode.UNAVAILABLE, "the file was cut short while it was sent: " + opened.path());
            }
            at += read;
        }
        return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes.array()));
    }

    @Override
    public boolean exhausted() {
        return at >= end();
    }

    private long end() {
        return opened.offset() + opened.length();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
