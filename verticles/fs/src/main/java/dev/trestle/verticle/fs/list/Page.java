package dev.trestle.verticle.fs.list;

import dev.trestle.bus.Draft;
import dev.trestle.verticle.fs.ignore.GitIgnore;
import dev.trestle.verticle.fs.path.Children.Child;
import dev.trestle.verticle.fs.path.Facts;
import dev.trestle.verticle.fs.path.FileName;
import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.verticle.fs.path.Refusals;
import dev.trestle.wire.Fs.EntryType;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
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
    record Row(String path, Rank rank, Facts facts, Boolean ignored) {}

    /** Something that may come on the page: {@code name} as {@link FileName} has it. */
    private record Candidate(String name, Rank rank) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            // Names that are not UTF-8 may look the same.
            int order = rank.compareTo(other.rank);
            return order == 0 ? name.compareTo(other.name) : order;
        }
    }

    /** A directory on the way: {@code prefix} is what its paths begin with, {@code depth} how many levels are left. */
    private record Level(Handle directory, GitIgnore git, String prefix, int depth) {
        Row row(Candidate candidate, Facts facts) {
            var rank = candidate.rank();
            return new Row(prefix + rank.name(), rank, facts, git.ignores(candidate.name(), facts.isDirectory()));
        }

        Level below(Candidate candidate, Handle inner) throws IOException {
            var further = prefix + candidate.rank().name() + "/";
            return new Level(inner, git.enter(candidate.name(), inner), further, depth - 1);
        }
    }

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
    List<Row> fill(Handle directory, GitIgnore git, int depth, Cursor cursor) throws IOException {
        walk(new Level(directory, git, "", depth), cursor);
        return rows;
    }

    private void walk(Level level, Cursor cursor) throws IOException {
        var start = cursor == null ? null : cursor.first();
        Candidate last = null;
        while (rows.size() < size) {
            int most = size - rows.size() + 1;
            var candidates = candidates(level.directory, start, last, most);
            for (var candidate : candidates) {
                if (!candidate.rank().equals(start)) {
                    add(level, candidate);
                } else {
                    enter(level, candidate, cursor.rest());
                }
            }
            if (candidates.size() < most) {
                return;
            }
            // Some went away before they could be looked at, and others take their places.
            last = candidates.get(most - 1);
        }
    }

    private void add(Level level, Candidate candidate) throws IOException {
        var facts = rows.size() == size ? null : level.directory.facts(candidate.name());
        if (facts != null) {
            rows.add(level.row(candidate, facts));
            enter(level, candidate, null);
        }
    }

    private void enter(Level level, Candidate candidate, Cursor cursor) throws IOException {
        if (level.depth == 1 || rows.size() == size || !candidate.rank().directory()) {
            return;
        }
        try (var inner = level.directory.enter(candidate.name())) {
            walk(level.below(candidate, inner), cursor);
        } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException gone) {
            // Deleted or replaced since, or closed to us: it stays in the list as what it was.
        }
    }

    /** The first {@code most} in {@code directory} in order, from {@code start} on, itself included, and after {@code last}. */
    private List<Candidate> candidates(Handle directory, Rank start, Candidate last, int most) throws IOException {
        var first = new PriorityQueue<Candidate>(Comparator.reverseOrder());
        try (var children = directory.children()) {
            for (var child = children.next(); child != null; child = children.next()) {
                if (cancelled.getAsBoolean()) {
                    throw Refusals.cancelled();
                }
                var candidate = isShown(child.name()) ? candidate(directory, child) : null;
                if (candidate == null
                        || start != null && candidate.rank().compareTo(start) < 0
                        || last != null && candidate.compareTo(last) <= 0
                        || first.size() == most && candidate.compareTo(first.peek()) > 0) {
                    continue;
                }
                first.add(candidate);
                if (first.size() > most) {
                    first.poll();
                }
            }
        }
        var sorted = new ArrayList<>(first);
        sorted.sort(null);
        return sorted;
    }

    private boolean isShown(String name) {
        return (hidden || !name.startsWith(".")) && !Draft.isName(name);
    }

    private static Candidate candidate(Handle directory, Child child) throws IOException {
        var type = child.type();
        if (type == null) {
            var facts = directory.facts(child.name());
            type = facts == null ? null : facts.type();
        }
        var rank = new Rank(FileName.shown(child.name()), type == EntryType.DIRECTORY);
        return type == null ? null : new Candidate(child.name(), rank);
    }
}
