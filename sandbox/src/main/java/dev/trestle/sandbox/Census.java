package dev.trestle.sandbox;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which processes wear which {@link Mark}, at one moment: by the table of processes, not by what was remembered, so that
 * a number that belongs to somebody else by now is never taken for ours. Blocks, for some 20 µs per process.
 */
public final class Census {

    private static final Path TABLE = Path.of("/proc");
    private static final Pattern BY_LIMIT = Pattern.compile("^" + Mark.LIMIT + " +(4[0-9]{18}) ", Pattern.MULTILINE);
    private static final Pattern BY_VARIABLE =
            Pattern.compile("(?:^|\\x00)" + Mark.VARIABLE + "=(4[0-9]{18})(?:\\x00|$)");

    private final Mark.Series series;
    private final String file;
    private final Pattern pattern;

    /** Of the marks of {@code series}, by the limits of processes or by their variables. */
    public Census(Mark.Series series, boolean byLimit) {
        this.series = series;
        this.file = byLimit ? "limits" : "environ";
        this.pattern = byLimit ? BY_LIMIT : BY_VARIABLE;
    }

    /** The processes with a mark that have not ended, by their mark. */
    public Map<Mark, List<Integer>> take() {
        var found = new HashMap<Mark, List<Integer>>();
        try (var processes = Files.newDirectoryStream(TABLE, "[1-9]*")) {
            for (var process : processes) {
                mark(process)
                        .filter(series::has)
                        .filter(mark -> isAlive(process))
                        .ifPresent(mark -> found.computeIfAbsent(mark, none -> new ArrayList<>())
                                .add(Integer.parseInt(process.getFileName().toString())));
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (DirectoryIteratorException cause) {
            throw new UncheckedIOException(cause.getCause());
        }
        return found;
    }

    private Optional<Mark> mark(Path process) {
        var matcher = pattern.matcher(text(process.resolve(file)));
        return matcher.find() ? Optional.of(new Mark(Long.parseLong(matcher.group(1)))) : Optional.empty();
    }

    /** A process that only waits to be asked how it ended wears its mark as well. */
    private static boolean isAlive(Path process) {
        var stat = text(process.resolve("stat"));
        int state = stat.lastIndexOf(')') + 2;
        return state < stat.length() && "ZX".indexOf(stat.charAt(state)) < 0;
    }

    /** Nothing when the process is gone, or another user's and hidden. */
    private static String text(Path file) {
        // Not by Files, which takes twice as long for files as small as these.
        try (var in = new FileInputStream(file.toFile())) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
