package dev.trestle.verticle.fs.list;

import dev.trestle.verticle.fs.path.Utf8;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Where a page of {@code fs.list} ended: the last path on it, and whether that was a directory. It stays good whatever
 * comes and goes, because it is a place in the order and not a count.
 *
 * @param parts the names on the way from the listed directory to the last entry
 * @param directory whether the last entry was a directory
 */
record Cursor(List<String> parts, boolean directory) {

    private static final String DIRECTORY = "d/";
    private static final String OTHER = "o/";

    /** Reads what {@link #encode} wrote; {@code INVALID_ARGUMENT} for anything else. */
    static Cursor decode(String cursor) {
        try {
            var bytes = Base64.getUrlDecoder().decode(cursor);
            var text = Utf8.decode(bytes, bytes.length).orElse("");
            var parts = Arrays.asList(text.split("/", -1));
            if ((text.startsWith(DIRECTORY) || text.startsWith(OTHER)) && !parts.contains("")) {
                return new Cursor(parts.subList(1, parts.size()), text.startsWith(DIRECTORY));
            }
        } catch (IllegalArgumentException notBase64) {
            // Refused below.
        }
        throw new Failure(ErrorCode.INVALID_ARGUMENT, "cursor must be one that fs.list gave");
    }

    /** The cursor after the entry at {@code path}, relative to the listed directory. */
    static String encode(String path, boolean directory) {
        var text = (directory ? DIRECTORY : OTHER) + path;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first step of the way. */
    Rank first() {
        return new Rank(parts.get(0), parts.size() > 1 || directory);
    }

    /** The way after its first step, {@code null} when that was the last. */
    Cursor rest() {
        return parts.size() == 1 ? null : new Cursor(parts.subList(1, parts.size()), directory);
    }
}
