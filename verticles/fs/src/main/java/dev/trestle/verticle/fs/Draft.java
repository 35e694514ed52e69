package dev.trestle.verticle.fs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The name of something that is being made beside the place it will take, so that one rename puts it there whole.
 * Listings leave such names out; one that is left after a crash can be deleted at any time.
 */
final class Draft {

    private static final Pattern NAME = Pattern.compile("\\.trestle-[0-9a-f]{16}\\.tmp");

    private Draft() {}

    /** A fresh name. */
    static String name() {
        var random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return ".trestle-" + random + ".tmp";
    }

    /** Deletes what crashes left in the directory {@code found} if there is nothing else in it; whether it is empty now. */
    static boolean sweep(Found found) throws IOException {
        var left = new ArrayList<String>();
        try (var directory = found.directory().enter(found.last())) {
            try (var children = directory.children()) {
                for (var child = children.next(); child != null; child = children.next()) {
                    if (!isName(child.name())) {
                        return false;
                    }
                    left.add(child.name());
                }
            }
            for (var draft : left) {
                Tree.clear(directory, draft);
            }
        }
        return true;
    }

    /** Whether {@code name} is one of these. */
    static boolean isName(String name) {
        return name.startsWith(".trestle-") && NAME.matcher(name).matches();
    }
}
