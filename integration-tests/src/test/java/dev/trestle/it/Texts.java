package dev.trestle.it;

import static dev.trestle.it.Json.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * A text that somebody types: each change is made to the text here and written down as a patch. What the patches describe
 * is {@link #toString}.
 */
final class Texts {

    private static final int CONTEXT = 4;
    private static final List<String> TYPED =
            List.of("x", "word ", "\n", "two\nlines\n", "π", "🎈", "%", "+ -", "@@ ", "a\\b");

    private final Random random = new Random(42);
    private String text;

    Texts(String text) {
        this.text = text;
    }

    /** The text after all changes. */
    @Override
    public String toString() {
        return text;
    }

    /** One more change, in the text form of diff-match-patch. */
    String dmp() {
        int start = anywhere();
        int end = upTo(start, random.nextInt(4));
        var typed = TYPED.get(random.nextInt(TYPED.size()));
        int from = downTo(start, CONTEXT);
        int to = upTo(end, CONTEXT);
        int added = typed.length() - (end - start);
        var patch = "@@ -" + range(from, to - from) + " +" + range(from, to - from + added) + " @@\n"
                + line(' ', text.substring(from, start))
                + line('-', text.substring(start, end))
                + line('+', typed)
                + line(' ', text.substring(end, to));
        change(start, end, typed);
        return patch;
    }

    private static String range(int start, int length) {
        return length == 0 ? start + ",0" : length == 1 ? "" + (start + 1) : start + 1 + "," + length;
    }

    private static String line(char sign, String part) {
        return part.isEmpty() ? "" : sign + percentEncoded(part) + "\n";
    }

    private static String percentEncoded(String part) {
        var encoded = new StringBuilder();
        for (byte unit : part.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = unit == ' ' || unit > 0 && Character.isLetterOrDigit(unit);
            encoded.append(plain ? Character.toString(unit) : "%%%02X".formatted(unit & 0xff));
        }
        return encoded.toString();
    }

    /** One more change, as the edits of a language server's client. */
    List<ObjectNode> edits() {
        int start = anywhere();
        int end = upTo(start, random.nextInt(4));
        var typed = TYPED.get(random.nextInt(TYPED.size()));
        var edit = object("range", object("start", position(start), "end", position(end)), "newText", typed);
        change(start, end, typed);
        return List.of(edit);
    }

    private ObjectNode position(int offset) {
        var before = text.substring(0, offset);
        int line = (int) before.chars().filter(unit -> unit == '\n').count();
        return object("line", line, "character", offset - (before.lastIndexOf('\n') + 1));
    }

    private void change(int start, int end, String typed) {
        text = text.substring(0, start) + typed + text.substring(end);
    }

    private int anywhere() {
        return downTo(random.nextInt(text.length() + 1), 0);
    }

    /** At least {@code units} before {@code offset}, where no character is cut. */
    private int downTo(int offset, int units) {
        int found = Math.max(0, offset - units);
        return isInside(found) ? found - 1 : found;
    }

    private int upTo(int offset, int units) {
        int found = Math.min(text.length(), offset + units);
        return isInside(found) ? found + 1 : found;
    }

    private boolean isInside(int offset) {
        return offset > 0 && offset < text.length() && Character.isLowSurrogate(text.charAt(offset));
    }
}
