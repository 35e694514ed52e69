package dev.trestle.verticle.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** A fresh name in the directory of {@code place}. */
    static Path of(Path place) {
        var random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return place.resolveSibling(".trestle-" + random + ".tmp");
    }

    /** Deletes what crashes left in {@code directory} if there is nothing else in it; whether it is empty now. */
    static boolean sweep(Path directory) throws IOException {
        var left = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(directory)) {
            for (var file : files) {
                if (!isName(file.getFileName().toString())) {
                    return false;
                }
                left.add(file);
            }
        }
        for (var draft : left) {
            Tree.clear(draft);
        }
        return true;
    }

    /** Whether {@code name} is one of these. */
    static boolean isName(String name) {
        return name.startsWith(".trestle-") && NAME.matcher(name).matches();
    }
}
