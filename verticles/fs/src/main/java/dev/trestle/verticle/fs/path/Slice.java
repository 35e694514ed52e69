package dev.trestle.verticle.fs.path;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Bytes of a file as they were read.
 *
 * @param bytes what was read; fewer than asked for when the file shrank meanwhile
 * @param before up to three bytes that stand before, to tell where a character begins
 * @param offset of the first byte
 * @param size of the whole file
 */
public record Slice(byte[] bytes, byte[] before, long offset, long size) {

    private static final int LONGEST_BEGINNING = 3;

    /** Reads {@code length} bytes at {@code offset} of a regular file, of which {@code size} bytes were known. */
    public static Slice read(Handle file, long offset, int length, long size) throws IOException {
        try (var channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            var bytes = fill(channel, offset, length);
            var before = bytes.length > 0 && Utf8.isInside(bytes[0])
                    ? fill(channel, Math.max(0, offset - LONGEST_BEGINNING), (int) Math.min(offset, LONGEST_BEGINNING))
                    : new byte[0];
            return new Slice(bytes, before, offset, bytes.length < length ? channel.size() : size);
        }
    }

    /** The {@code length} bytes at {@code offset}, fewer where the file ends. */
    public static byte[] fill(FileChannel channel, long offset, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) > 0) {
            // A read may yield less than there is.
        }
        return buffer.hasRemaining() ? Arrays.copyOf(buffer.array(), buffer.position()) : buffer.array();
    }

    /** Whether the first {@code length} bytes of it reach the end of the file. */
    public boolean endsAfter(int length) {
        return offset + length >= size;
    }

    /** How many bytes of it are whole characters: a character that its end cuts is left to the next slice. */
    public int whole() {
        return endsAfter(bytes.length) ? bytes.length : Utf8.whole(bytes);
    }

    /** The text of the {@link #whole} characters, if it is UTF-8. */
    public Optional<String> text() {
        return Utf8.decode(bytes, whole());
    }

    /** Refuses a slice that text cannot be cut into: one that begins inside a character, or is shorter than the first. */
    public void checkCut() {
        for (int i = before.length - 1; i >= 0; i--) {
            if (!Utf8.isInside(before[i])) {
                long start = offset - before.length + i;
                long end = start + Utf8.lengthAfter(before[i]);
                if (end > offset) {
                    throw new Failure(ErrorCode.INVALID_ARGUMENT, "offset is inside a character; see details")
                            .with(Map.of("before", start, "after", end));
                }
                return;
            }
        }
        if (bytes.length > 0 && whole() == 0) {
            throw new Failure(ErrorCode.INVALID_ARGUMENT, "length is less than the character at offset; see details")
                    .with(Map.of("length", Utf8.lengthAfter(bytes[0])));
        }
    }
}
