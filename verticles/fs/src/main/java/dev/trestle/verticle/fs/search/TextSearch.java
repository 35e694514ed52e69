package dev.trestle.verticle.fs.search;

import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.verticle.fs.path.Root;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.util.HashSet;
import java.util.Set;

/** One search for text. It holds one file in memory at most. */
final class TextSearch {

    private static final int AT_A_TIME = 64 << 10;

    private final Root root;
    private final TextPattern pattern;
    private final int maxFileBytes;
    private final Stop stop;
    private final Matches matches;
    /** The files that were hinted at. */
    private final Set<String> seen = new HashSet<>();

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(AT_A_TIME);
    private byte[] content = {};
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
        boolean more = hints == null || follow(hints, choice, ignored);
        if (more && (hints == null || hints.failed())) {
            more = new FileWalk(stop, choice, ignored, this::visit).walk(root);
        }
        matches.searched(completed, more);
    }

    /** Whether to go on. */
    private boolean follow(Hints hints, FileWalk.Choice choice, boolean ignored) throws IOException {
        String path = null;
        Lines lines = null;
        try (var gate = new Gate(root, choice, ignored)) {
            while (hints.next()) {
                stop.check();
                if (!hints.path().equals(path)) {
                    path = hints.path();
                    lines = seen.add(path) ? hinted(gate.directoryOf(path), path) : null;
                }
                if (lines != null && lines.skipTo(hints.line()) && !look(path, lines)) {
                    return false;
                }
            }
        }
        return true;
    }

    private Lines hinted(Handle directory, String path) throws IOException {
        return directory == null ? null : read(directory, path.substring(path.lastIndexOf('/') + 1));
    }

    private boolean visit(Handle directory, String name, String[] way) throws IOException {
        var path = String.join("/", way);
        if (seen.contains(path)) {
            return true;
        }
        var lines = read(directory, name);
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

    /** The lines of the file {@code name}, {@code null} when it is none, or not text, or too large, or closed to us. */
    private Lines read(Handle directory, String name) throws IOException {
        try {
            var facts = directory.facts(name);
            if (facts == null || !facts.isFile() || facts.size() == 0 || facts.size() > maxFileBytes) {
                return null;
            }
            matches.searching(++completed);
            try (var file = directory.open(name)) {
                int length = fill(file, (int) facts.size());
                return Lines.of(content, length);
            }
        } catch (FileSystemException closed) {
            return null;
        }
    }

    /** Reads the first {@code size} bytes into {@link #content}; yields how many there are. */
    private int fill(Handle file, int size) throws IOException {
        if (content.length < size) {
            content = new byte[size];
        }
        int length = 0;
        for (int read = file.read(buffer); read > 0; read = length < size ? file.read(buffer) : 0) {
            int more = Math.min(read, size - length);
            buffer.get(0, content, length, more);
            length += more;
        }
        return length;
    }
}
