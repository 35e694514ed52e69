package dev.trestle.verticle.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One search for text: walks, asks the sieve about some files at a time, and looks into those that it leaves. It holds one
 * file in memory at most.
 */
final class TextSearch {

    /** The first files are few, so that what is found soon is told soon. */
    private static final int FIRST_BATCH = 64;

    private static final int LARGEST_BATCH = 2_048;

    private final Root root;
    private final TextPattern pattern;
    private final Sieve sieve;
    private final int maxFileBytes;
    private final Stop stop;
    private final Matches matches;
    private final Map<String, List<String>> batch = new LinkedHashMap<>();
    private int batchSize = FIRST_BATCH;
    private int completed;
    private int total;

    TextSearch(Root root, TextPattern pattern, Sieve sieve, int maxFileBytes, Stop stop, Matches matches) {
        this.root = root;
        this.pattern = pattern;
        this.sieve = sieve;
        this.maxFileBytes = maxFileBytes;
        this.stop = stop;
        this.matches = matches;
    }

    /** Searches the files that {@code choice} takes, until there are enough matches. */
    void through(FileWalk.Choice choice, boolean ignored) throws IOException {
        if (new FileWalk(stop, choice, ignored, this::visit).walk(root)) {
            work();
        }
        matches.progress(completed, total, true);
    }

    private boolean visit(Handle directory, String name, String[] way) throws IOException {
        var facts = directory.facts(name);
        if (facts == null || !facts.isFile() || facts.size() == 0 || facts.size() > maxFileBytes) {
            return true;
        }
        total++;
        batch.put(String.join("/", way), List.of(way));
        return batch.size() < batchSize || work();
    }

    /** Searches the batch; whether to go on. */
    private boolean work() throws IOException {
        for (var path : sieve.sift(new ArrayList<>(batch.keySet()))) {
            stop.check();
            if (!look(new Name(path, batch.remove(path)))) {
                return false;
            }
            completed++;
            matches.progress(completed, total, false);
        }
        completed = total;
        batch.clear();
        batchSize = Math.min(2 * batchSize, LARGEST_BATCH);
        return true;
    }

    private boolean look(Name name) throws IOException {
        var content = read(name);
        var lines = content == null ? null : Lines.of(content);
        if (lines == null || !pattern.mayBeIn(lines.text())) {
            return true;
        }
        int before = matches.count();
        try {
            for (var line = lines.next(); line != null; line = lines.next()) {
                stop.check();
                var text = line;
                if (!pattern.find(
                        line, stop, (start, end) -> matches.take(name.given(), lines.number(), text, start, end))) {
                    return false;
                }
            }
            return true;
        } finally {
            if (matches.count() > before) {
                matches.inAFile();
            }
        }
    }

    /** The content of a file, {@code null} when it is none any more, too large by now, or closed to us. */
    private byte[] read(Name name) throws IOException {
        try (var found = root.itself(name)) {
            if (!found.isThere() || !found.facts().isFile()) {
                return null;
            }
            try (var file = found.directory().hold(found.last())) {
                var facts = file.facts();
                if (!facts.isFile() || facts.size() > maxFileBytes) {
                    return null;
                }
                try (var channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
                    return Slice.fill(channel, 0, (int) facts.size());
                }
            }
        } catch (FileSystemException gone) {
            return null;
        }
    }
}
