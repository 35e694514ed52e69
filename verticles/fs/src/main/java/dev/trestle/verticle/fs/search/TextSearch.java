package dev.trestle.verticle.fs.search;

import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.verticle.fs.path.Root;
import dev.trestle.verticle.fs.path.Slice;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/** One search for text. It holds one file in memory at most. */
final class TextSearch {

    private final Root root;
    private final TextPattern pattern;
    private final int maxFileBytes;
    private final Stop stop;
    private final Matches matches;
    /** The files that were hinted at. */
    private final Set<String> seen = new HashSet<>();

    private int completed;

    TextSearch(Root root, TextPattern pattern, int maxFileBytes, Stop stop, Matches matches) {
        this.root = root;
        this.pattern = pattern;
        this.maxFileBytes = maxFileBytes;
        this.stop = stop;
        this.matches = matches;
    }

    /** Searches the files that {@code choice} takes, until there are enough matches; all lines when there are no hints. */
    void through(FileWalk.Choice choice, boolean ignored, Hints hints) throws IOException {
        boolean more = hints == null || follow(hints, new Gate(root, choice, ignored));
        if (more && (hints == null || hints.failed())) {
            more = new FileWalk(stop, choice, ignored, this::visit).walk(root);
        }
        matches.searched(completed, more);
    }

    /** Whether to go on. */
    private boolean follow(Hints hints, Gate gate) throws IOException {
        String path = null;
        Lines lines = null;
        while (hints.next()) {
            stop.check();
            if (!hints.path().equals(path)) {
                path = hints.path();
                lines = seen.add(path) ? hinted(gate, path) : null;
            }
            if (lines != null && lines.skipTo(hints.line()) && !look(path, lines)) {
                return false;
            }
        }
        return true;
    }

    private Lines hinted(Gate gate, String path) throws IOException {
        try (var file = gate.hold(path)) {
            return file == null ? null : read(file);
        }
    }

    private boolean visit(Handle directory, String name, String[] way) throws IOException {
        var path = String.join("/", way);
        if (seen.contains(path)) {
            return true;
        }
        Lines lines;
        try (var file = directory.hold(name)) {
            lines = read(file);
        } catch (FileSystemException gone) {
            return true;
        }
        boolean more = true;
        if (lines != null && pattern.mayBeIn(lines.text())) {
            while (more && lines.hasNext()) {
                stop.check();
                more = look(path, lines);
            }
        }
        return more;
    }

    /** Looks into the next line; whether to go on. */
    private boolean look(String path, Lines lines) {
        var line = lines.next();
        return pattern.find(line, stop, (start, end) -> matches.take(path, lines.number(), line, start, end));
    }

    /** The lines of a file, {@code null} when it is none, or not text, or too large, or closed to us. */
    private Lines read(Handle file) throws IOException {
        var facts = file.facts();
        if (!facts.isFile() || facts.size() == 0 || facts.size() > maxFileBytes) {
            return null;
        }
        matches.searching(++completed);
        try (var channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            return Lines.of(Slice.fill(channel, 0, (int) facts.size()));
        } catch (FileSystemException closed) {
            return null;
        }
    }
}
