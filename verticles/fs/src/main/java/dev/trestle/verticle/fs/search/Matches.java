package dev.trestle.verticle.fs.search;

import dev.trestle.wire.Search.Match;
import dev.trestle.wire.Search.Outcome;
import dev.trestle.wire.Search.Progress;
import dev.trestle.wire.Search.Started;

/** What a search has found so far: counted, told, forgotten. */
final class Matches {

    private static final int LONGEST_TEXT = 1_000;
    /** How much of a long line is shown before the match. */
    private static final int BEFORE = 200;

    private static final long BETWEEN_PROGRESS = 100_000_000;

    private final String id;
    private final int most;
    private final Events events;
    private int matches;
    private int files;
    private String last = "";
    private boolean truncated;
    private long told = System.nanoTime();

    /** Of the search {@code id}, at most {@code most}. */
    Matches(String id, int most, Events events) {
        this.id = id;
        this.most = most;
        this.events = events;
    }

    /** The search for {@code query} begins. */
    void searchingFor(String query) {
        events.tell("started", new Started(id, query));
    }

    /** A match in a line of {@code path}; whether another one would be taken. */
    boolean take(String path, int number, String line, int start, int end) {
        if (matches == most) {
            truncated = true;
            return false;
        }
        matches++;
        files += path.equals(last) ? 0 : 1;
        last = path;
        int from = 0;
        int to = line.length();
        if (line.length() > LONGEST_TEXT) {
            from = border(line, Math.max(0, Math.min(start - BEFORE, line.length() - LONGEST_TEXT)));
            to = border(line, from + LONGEST_TEXT);
        }
        var text = line.substring(from, to);
        events.tell(
                "match",
                new Match(
                        id, path, number, start + 1, end - start, text, from == 0 ? null : Integer.valueOf(from + 1)));
        return true;
    }

    /** The search has come to its {@code completed}th file; told now and then, once there is something to tell. */
    void searching(int completed) {
        if (completed > 1 && System.nanoTime() - told > BETWEEN_PROGRESS) {
            told = System.nanoTime();
            events.tell("progress", new Progress(id, completed - 1, null));
        }
    }

    /** That was the last of {@code completed} files, and whether there were no others. */
    void searched(int completed, boolean all) {
        events.tell("progress", new Progress(id, completed, all ? completed : null));
    }

    Outcome outcome() {
        return new Outcome(id, matches, files, truncated);
    }

    /** {@code index}, or the one before it, so that no character is cut in two. */
    private static int border(String line, int index) {
        boolean inside = index > 0
                && index < line.length()
                && Character.isLowSurrogate(line.charAt(index))
                && Character.isHighSurrogate(line.charAt(index - 1));
        return inside ? index - 1 : index;
    }
}
