package dev.trestle.verticle.git.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads standard error of a git, line by line, and keeps the end of it. Its thread runs it; others wait for {@link #text}. */
final class Complaints implements Runnable {

    private static final int KEPT = 16_384;
    private static final int LONGEST_LINE = 4096;

    private final InputStream in;
    private final Consumer<String> lines;
    private final StringBuilder kept = new StringBuilder();
    private final StringBuilder line = new StringBuilder();

    /** @param lines told of each line; one that is drawn over the one before counts as a line */
    Complaints(InputStream in, Consumer<String> lines) {
        this.in = in;
        this.lines = lines;
    }

    @Override
    public void run() {
        var bytes = new byte[4096];
        try {
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                new String(bytes, 0, read, StandardCharsets.UTF_8).chars().forEach(this::take);
            }
        } catch (IOException closed) {
            take('\n');
        }
        take('\n');
    }

    private synchronized void take(int character) {
        if (character != '\n' && character != '\r') {
            if (line.length() < LONGEST_LINE) {
                line.append((char) character);
            }
            return;
        }
        if (!line.isEmpty()) {
            lines.accept(line.toString());
        }
        // What is drawn over is progress, and no complaint.
        if (character == '\n' && !line.isEmpty()) {
            kept.append(line).append('\n');
            if (kept.length() > 2 * KEPT) {
                kept.delete(0, kept.length() - KEPT);
            }
        }
        line.setLength(0);
    }

    /** What it said; all of it after {@link #run} has returned. */
    synchronized String text() {
        return kept.toString();
    }
}
