package dev.trestle.gateway.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One range of bytes as a {@code Range} header asks for it (RFC 9110 §14.1.2).
 *
 * @param offset the first byte; a negative one counts from the end
 * @param length the most bytes, {@code null} for all the rest
 */
record ByteRange(long offset, Long length) {

    /** The whole file. */
    static final ByteRange WHOLE = new ByteRange(0, null);

    private static final Pattern FORM = Pattern.compile("bytes\\s*=\\s*([0-9]{0,18})\\s*-\\s*([0-9]{0,18})\\s*");

    /** Reads the header; empty when it is absent, malformed, or asks for what is answered with the whole: several ranges. */
    static Optional<ByteRange> of(String header) {
        var form = header == null ? null : FORM.matcher(header);
        if (form == null || !form.matches()) {
            return Optional.empty();
        }
        var first = form.group(1);
        var last = form.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? Optional.empty() : Optional.of(suffix(Long.parseLong(last)));
        }
        long from = Long.parseLong(first);
        if (last.isEmpty()) {
            return Optional.of(new ByteRange(from, null));
        }
        long to = Long.parseLong(last);
        return to < from ? Optional.empty() : Optional.of(new ByteRange(from, to - from + 1));
    }

    /** The last nothing is no byte of any file. */
    private static ByteRange suffix(long length) {
        return length == 0 ? new ByteRange(Long.MAX_VALUE, null) : new ByteRange(-length, null);
    }
}
