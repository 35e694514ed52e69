package dev.trestle.verticle.fs.draft;

import dev.trestle.verticle.fs.path.Name;
import dev.trestle.verticle.fs.path.Root;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process that replaces a few files without end, as the worker does it, and says each version that was written on its
 * standard output once it was: {@code FILE VERSION}. It sweeps first, as a worker does when it starts. For {@link CrashTest}.
 */
final class HammeringWriter {

    static final int FILES = 5;

    private static final int SHORTEST = 200;
    private static final int LONGEST = 20_000;

    private HammeringWriter() {}

    /** The content of a version: its number, its length and that many characters that tell where they stand. */
    static String content(long version) {
        int length = SHORTEST + (int) (version * 7919 % (LONGEST - SHORTEST));
        var text = new StringBuilder(length + 30)
                .append(version)
                .append(' ')
                .append(length)
                .append('\n');
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + (version + i) % 26));
        }
        return text.toString();
    }

    /** The version that a file holds in full, or -1. */
    static long version(String content) {
        int space = content.indexOf(' ');
        long version = space < 1 ? -1 : Long.parseLong(content, 0, space, 10);
        return version >= 0 && content.equals(content(version)) ? version : -1;
    }

    public static void main(String[] arguments) throws Exception {
        try (var root = Root.open(Path.of(arguments[0]))) {
            Litter.sweep(root.top(), () -> false);
            for (long version = Long.parseLong(arguments[1]); ; version++) {
                var file = "d/f" + version % FILES;
                var content = content(version).getBytes(StandardCharsets.US_ASCII);
                try (var found = root.target(Name.of("path", file))) {
                    Replacement.of(found, content);
                }
                System.out.write((file + " " + version + "\n").getBytes(StandardCharsets.US_ASCII));
                System.out.flush();
            }
        }
    }
}
