package dev.trestle.verticle.fs.search;

import java.nio.charset.StandardCharsets;

/**
 * The text of a file, line by line. What is not UTF-8 reads as U+FFFD; a byte order mark is no part of the first line, and
 * neither {@code \n} nor {@code \r\n} of any.
 */
final class Lines {

    /** As far as git looks for a zero before it takes a file for text. */
    private static final int HEAD = 8_000;

    private final String text;
    private int next;
    private int number;

    private Lines(String text) {
        this.text = text;
        this.next = text.startsWith("\ufeff") ? 1 : 0;
    }

    /** The lines of a file with the first {@code length} bytes of {@code content}, {@code null} when that is no text. */
    static Lines of(byte[] content, int length) {
        var text = new String(content, 0, length, StandardCharsets.UTF_8);
        // There is hardly ever a zero, and a text is looked through many bytes at a time.
        return text.indexOf('\0') >= 0 && isBinary(content, length) ? null : new Lines(text);
    }

    private static boolean isBinary(byte[] content, int length) {
        for (int i = 0; i < Math.min(length, HEAD); i++) {
            if (content[i] == 0) {
                return true;
            }
        }
        return false;
    }

    String text() {
        return text;
    }

    /** Goes on so that the line of this number comes next; whether there is one that has not come yet. */
    boolean skipTo(int wanted) {
        while (number < wanted - 1 && hasNext()) {
            int end = text.indexOf('\n', next);
            next = end < 0 ? text.length() : end + 1;
            number++;
        }
        return number == wanted - 1 && hasNext();
    }

    boolean hasNext() {
        return next < text.length();
    }

    /** The next line, which there must be. */
    String next() {
        int end = text.indexOf('\n', next);
        int stop = end < 0 ? text.length() : end;
        var line = text.substring(next, stop > next && text.charAt(stop - 1) == '\r' && end >= 0 ? stop - 1 : stop);
        next = stop + 1;
        number++;
        return line;
    }

    /** The number of the line that came last, from 1. */
    int number() {
        return number;
    }
}
