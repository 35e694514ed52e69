package dev.trestle.verticle.fs.list;

/**
 * A place in the order of a directory: directories first, then by name as its UTF-8 bytes compare, which is by code
 * point.
 */
public record Rank(String name, boolean directory) implements Comparable<Rank> {

    @Override
    public int compareTo(Rank other) {
        return directory == other.directory ? compare(name, other.name) : directory ? -1 : 1;
    }

    /** Compares by code point; {@code String} compares by UTF-16 unit, which differs above U+FFFF. */
    public static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean bothOrNone = Character.isSurrogate(a) == Character.isSurrogate(b);
                return bothOrNone ? a - b : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return one.length() - other.length();
    }
}
