package dev.trestle.gateway.http;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.util.regex.Pattern;

/**
 * Which piece of a file a request brings, as its {@code Content-Range} says.
 *
 * @param offset the first byte, {@code null} when none is brought and only asked for
 * @param length how many bytes, {@code null} likewise
 * @param total the size of the file
 */
record ContentRange(Long offset, Long length, long total) {

    private static final Pattern FORM = Pattern.compile("bytes\\s+(?:([0-9]{1,18})-([0-9]{1,18})|\\*)/([0-9]{1,18})");

    /**
     * Reads the header.
     *
     * @throws Failure {@code INVALID_ARGUMENT} when it is not of a piece
     */
    static ContentRange of(String header) {
        var form = FORM.matcher(header.strip());
        if (!form.matches()) {
            throw refused("must be like bytes 0-1023/4096, or bytes */4096 to ask what has come");
        }
        long total = Long.parseLong(form.group(3));
        if (total == 0) {
            throw refused("must be about a file of at least one byte; send an empty one without it");
        } else if (form.group(1) == null) {
            return new ContentRange(null, null, total);
        }
        long first = Long.parseLong(form.group(1));
        long last = Long.parseLong(form.group(2));
        if (last < first || last >= total) {
            throw refused("must end where it begins or after, and before the end of the file");
        }
        return new ContentRange(first, last - first + 1, total);
    }

    private static Failure refused(String sentence) {
        return new Failure(ErrorCode.INVALID_ARGUMENT, "Content-Range " + sentence);
    }
}
