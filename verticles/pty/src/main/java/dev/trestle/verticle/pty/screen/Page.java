package dev.trestle.verticle.pty.screen;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * One of the two screens of a terminal (normal, alternate): its lines with those that scrolled away last, its cursor, margins, tab stops and
 * saved cursor. {@code x} may be one beyond the last column: the next character wraps.
 */
final class Page {

    private static final int TAB = 8;

    private final int history;
    private int cols;
    private int rows;
    private Lines lines;
    private BitSet tabs;

    /** How many lines are above the screen. */
    int base;

    int x;
    int y;
    int top;
    int bottom;
    Saved saved = Saved.NONE;

    /**
     * A saved cursor.
     *
     * @param y counted from the oldest line that is kept, as xterm.js does: a saved cursor goes up with what scrolls
     */
    record Saved(int x, int y, int fg, int bg, Charset charset) {
        static final Saved NONE = new Saved(0, 0, 0, 0, Charset.ASCII);

        Saved at(int newX, int newY) {
            return new Saved(newX, newY, fg, bg, charset);
        }
    }

    Page(int cols, int rows, int history) {
        this.cols = cols;
        this.rows = rows;
        this.history = history;
        clear();
    }

    /** Makes it as new, without lines; the saved cursor stays. */
    void clear() {
        lines = new Lines(List.of(), 0);
        base = 0;
        x = 0;
        y = 0;
        top = 0;
        bottom = rows - 1;
        tabs = new BitSet();
        everyEighth(0);
    }

    void fill(Style style) {
        List<Row> blank = new ArrayList<>(rows + history);
        for (int i = 0; i < rows; i++) {
            blank.add(new Row(cols, style));
        }
        lines = new Lines(blank, rows + history);
    }

    int cols() {
        return cols;
    }

    int rows() {
        return rows;
    }

    Lines lines() {
        return lines;
    }

    Row row() {
        return row(y);
    }

    Row row(int at) {
        return lines.get(base + at);
    }

    boolean withinMargins() {
        return y >= top && y <= bottom;
    }

    /** Whether a line that is written at the end moves all others up. */
    boolean scrollsWhole() {
        return top == 0 && bottom == rows - 1;
    }

    /** Goes down a line, scrolling at the lower margin; false when it neither moved nor scrolled because it is on the last row. */
    boolean down(Style fill) {
        if (y == bottom) {
            scroll(fill);
            return true;
        }
        if (y < rows - 1) {
            y++;
            return true;
        }
        return false;
    }

    /** Moves all between the margins up by a line; what leaves a screen without an upper margin is kept as history. */
    private void scroll(Style fill) {
        if (top > 0) {
            rotateUp(fill);
            return;
        }
        Row added;
        if (lines.size() == rows + history) {
            added = lines.removeFirst();
            added.clear(fill);
            saved = saved.at(saved.x, saved.y - (history > 0 ? 1 : 0));
        } else {
            added = new Row(cols, fill);
            base++;
        }
        lines.add(added);
        if (bottom < rows - 1) {
            lines.move(lines.size() - 1, base + bottom);
        }
    }

    /** Moves the lines between the margins up, keeping none. */
    void rotateUp(Style fill) {
        row(top).clear(fill);
        lines.move(base + top, base + bottom);
    }

    /** A blank line at {@code at}; the one at the lower margin goes. */
    void insertLine(int at, Style fill) {
        row(bottom).clear(fill);
        lines.move(base + bottom, base + at);
    }

    /** Takes the line at {@code at} out; a blank one comes in at the lower margin. */
    void deleteLine(int at, Style fill) {
        row(at).clear(fill);
        lines.move(base + at, base + bottom);
    }

    void dropHistory() {
        for (; base > 0; base--) {
            lines.removeFirst();
        }
    }

    void margins(int newTop, int newBottom) {
        top = newTop;
        bottom = newBottom;
    }

    /** Takes the cursor back onto the screen, between the margins when these are its origin; {@code most} is the last column allowed. */
    void restrict(int most, boolean origin) {
        x = Math.min(most, Math.max(0, x));
        y = origin ? Math.min(bottom, Math.max(top, y)) : Math.min(rows - 1, Math.max(0, y));
    }

    BitSet tabs() {
        return tabs;
    }

    boolean hasDefaultTabs() {
        for (int i = 0; i < cols; i++) {
            if (tabs.get(i) != (i % TAB == 0)) {
                return false;
            }
        }
        return true;
    }

    int nextTab() {
        int next = tabs.nextSetBit(x + 1);
        return next < 0 || next >= cols ? cols - 1 : next;
    }

    int previousTab() {
        int previous = x == 0 ? -1 : tabs.previousSetBit(x - 1);
        return Math.min(Math.max(previous, 0), cols - 1);
    }

    private void everyEighth(int from) {
        for (int i = from; i < cols; i += TAB) {
            tabs.set(i);
        }
    }

    void resize(int newCols, int newRows) {
        if (lines.size() > 0) {
            new Resize(this, lines.toList()).to(newCols, newRows, history);
            top = 0;
        }
        bottom = newRows - 1;
        cols = newCols;
        rows = newRows;
        everyEighth(tabs.get(cols) ? cols : Math.max(tabs.previousSetBit(cols - 1), 0));
    }

    /** Takes the lines of a new size, without those of the history that are too many. */
    void lines(List<Row> resized, int kept) {
        int surplus = Math.max(resized.size() - kept, 0);
        lines = new Lines(resized.subList(surplus, resized.size()), kept);
        base -= surplus;
        saved = saved.at(saved.x, saved.y - surplus);
    }
}
