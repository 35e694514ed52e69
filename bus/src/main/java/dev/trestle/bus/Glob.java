package dev.trestle.bus;

/**
 * A pattern in a grant: {@code *} stands for any characters, everything else for itself.
 *
 * @param text as it is written
 */
public record Glob(String text) {

    /** Matches everything. */
    public static final Glob ANY = new Glob("*");

    /** Whether {@code name} fits; takes no longer than the two lengths multiplied, whatever they are. */
    public boolean matches(String name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (in < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resume = in;
            } else if (at < text.length() && text.charAt(at) == name.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                // The last star takes one character more.
                at = star + 1;
                in = ++resume;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
