package dev.trestle.launcher.log;

/** Writes out what would move a terminal's cursor, colour its text or begin a line of the log that never was. */
public final class ControlCharacters {

    private ControlCharacters() {}

    /** Escapes all of them. */
    public static String escape(String text) {
        return escape(text, "");
    }

    /** As {@link #escape(String)}, but leaves those in {@code kept} as they are. */
    static String escape(String text, String kept) {
        var line = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(c -> {
            if (!Character.isISOControl(c) && !isLineOrFormat(c) || kept.indexOf(c) >= 0) {
                line.appendCodePoint(c);
            } else {
                line.append(name(c));
            }
        });
        return line.toString();
    }

    /** Separators that some readers take for a line's end, and marks that turn the direction of reading. */
    private static boolean isLineOrFormat(int c) {
        return switch (Character.getType(c)) {
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.FORMAT, Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static String name(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format("\\u%04x", c);
        };
    }
}
