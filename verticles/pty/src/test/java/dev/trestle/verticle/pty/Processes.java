package dev.trestle.verticle.pty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The table of processes, as anybody sees it. */
final class Processes {

    private Processes() {}

    /** The processes that run with {@code word} among their arguments. */
    static List<Long> with(String word) {
        var found = new ArrayList<Long>();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (var process : processes) {
                if (List.of(read(process.resolve("cmdline")).split("\0")).contains(word)) {
                    found.add(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
