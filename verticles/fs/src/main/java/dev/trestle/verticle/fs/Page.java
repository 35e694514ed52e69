package dev.trestle.verticle.fs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * One page of a tree in the order of {@code fs.list}, found by walking down to where the page begins.
 *
 * <p>Of each directory on the way it keeps no more entries than the page still needs; what is before the page is not
 * entered. Links to directories are not entered either, nor is a directory that may not be read.
 */
final class Page {

    /** Something on the page: {@code path} is relative to the listed directory. */
    record Row(Path file, String path, Rank rank, Facts facts) {}

    private final BooleanSupplier cancelled;
    private final int size;
    private final boolean hidden;
    private final List<Row> rows = new ArrayList<>();

    /** A page of at most {@code size} rows, with or without the names that start with a dot. */
    Page(BooleanSupplier cancelled, int size, boolean hidden) {
        this.cancelled = cancelled;
        this.size = size;
        this.hidden = hidden;
    }

    /** Fills the page from {@code directory}, {@code depth} levels down, with what comes after {@code cursor}, if any. */
    List<Row> fill(Path directory, int depth, Cursor cursor) throws IOException {
        walk(directory, "", depth, cursor);
        return rows;
    }

    private void walk(Path directory, String prefix, int depth, Cursor cursor) throws IOException {
        var start = cursor == null ? null : cursor.first();
        for (var row : rowsFrom(start, directory, prefix)) {
            boolean before = row.rank().equals(start);
            if (!before) {
                rows.add(row);
            }
            if (rows.size() < size && depth > 1 && row.rank().directory()) {
                enter(row, depth - 1, before ? cursor.rest() : null);
            }
            if (rows.size() == size) {
                return;
            }
        }
    }

    private void enter(Row row, int depth, Cursor cursor) throws IOException {
        try {
            walk(row.file(), row.path() + "/", depth, cursor);
        } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException gone) {
            // Deleted or replaced since, or closed to us: it stays in the list as what it was.
        }
    }

    /** The first rows of {@code directory} in order, from {@code start} on, itself included: as many as still fit. */
    private List<Row> rowsFrom(Rank start, Path directory, String prefix) throws IOException {
        int most = size - rows.size() + 1;
        var last = new PriorityQueue<Row>(Comparator.comparing(Row::rank).reversed());
        try (var files = Files.newDirectoryStream(directory)) {
            for (var file : files) {
                if (cancelled.getAsBoolean()) {
                    throw Refusals.cancelled();
                }
                var name = file.getFileName().toString();
                var row = isShown(name) && mayFollow(start, name) ? row(file, prefix, name) : null;
                if (row == null || start != null && row.rank().compareTo(start) < 0) {
                    continue;
                }
                last.add(row);
                if (last.size() > most) {
                    last.poll();
                }
            }
        }
        var sorted = new ArrayList<>(last);
        sorted.sort(Comparator.comparing(Row::rank));
        return sorted;
    }

    private boolean isShown(String name) {
        return (hidden || !name.startsWith(".")) && !Draft.isName(name);
    }

    /** Among the files, where all directories are past, a name is enough to see that something is past too. */
    private static boolean mayFollow(Rank start, String name) {
        return start == null || start.directory() || Rank.compare(name, start.name()) >= 0;
    }

    private static Row row(Path file, String prefix, String name) throws IOException {
        var facts = Facts.ifThere(file);
        return facts == null ? null : new Row(file, prefix + name, new Rank(name, facts.isDirectory()), facts);
    }
}
