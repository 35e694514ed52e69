package dev.trestle.verticle.pty.screen;

import java.util.Arrays;

/**
 * One line of cells. A cell is one number (its character, its width, and whether marks are combined with it) and one {@link Style}: 8 bytes.
 * The second half of a wide character is a cell of width 0 without a character.
 */
final class Row {

    /** An erased cell: no character, one column. */
    static final int BLANK = 1 << 22;

    private static final int WIDTH_SHIFT = 22;
    private static final int MARKED = 1 << 21;
    private static final int CODE = MARKED - 1;
    private static final int CONTENT = MARKED | CODE;
    /** More than any script needs; a program that sends more gets no more memory. */
    private static final int MOST_MARKS = 32;

    private int[] cells;
    private Style[] styles;
    /** The text of the cells that are marked, by column; null while there is none. */
    private String[] marked;

    private boolean wrapped;

    Row(int cols, Style fill) {
        cells = new int[cols];
        styles = new Style[cols];
        clear(fill);
    }

    void clear(Style fill) {
        blanks(0, cells.length, fill);
        marked = null;
        wrapped = false;
    }

    int length() {
        return cells.length;
    }

    /** Whether this line goes on from the one above it. */
    boolean wrapped() {
        return wrapped;
    }

    void wrapped(boolean is) {
        wrapped = is;
    }

    int width(int at) {
        return at < cells.length ? cells[at] >> WIDTH_SHIFT : 0;
    }

    boolean hasContent(int at) {
        return at < cells.length && (cells[at] & CONTENT) != 0;
    }

    boolean isSecondHalf(int at) {
        return at > 0 && at < cells.length && width(at) == 0 && !hasContent(at) && width(at - 1) == 2;
    }

    Style style(int at) {
        return styles[at];
    }

    /** The character and its marks; empty for an erased cell. */
    String text(int at) {
        if (at < 0 || at >= cells.length || !hasContent(at)) {
            return "";
        }
        return (cells[at] & MARKED) != 0 ? marked[at] : Character.toString(cells[at] & CODE);
    }

    /** How many columns are in use, from the left. */
    int used() {
        for (int i = cells.length - 1; i >= 0; i--) {
            if (hasContent(i)) {
                return i + width(i);
            }
        }
        return 0;
    }

    /** Beyond the end it does nothing: a mark without a character may be put there. */
    void set(int at, int code, int width, Style style) {
        if (at < cells.length) {
            cells[at] = code | width << WIDTH_SHIFT;
            styles[at] = style;
        }
    }

    void blank(int at, Style style) {
        set(at, 0, 1, style);
    }

    /** Printable ASCII, one column each. */
    void set(int at, byte[] ascii, int from, int count, Style style) {
        for (int i = 0; i < count; i++) {
            cells[at + i] = ascii[from + i] | BLANK;
        }
        fill(at, at + count, style);
    }

    /** Most cells have the style already, and reading it costs the collector less than setting it again. */
    private void fill(int from, int to, Style style) {
        for (int i = from; i < to; i++) {
            if (styles[i] != style) {
                styles[i] = style;
            }
        }
    }

    /** Draws {@code code} over the character at {@code at}. */
    void mark(int at, int code, int width) {
        if (at < 0) {
            return;
        }
        String before = text(at);
        if (before.isEmpty()) {
            cells[at] = code | BLANK;
        } else if (before.length() < MOST_MARKS) {
            if (marked == null) {
                marked = new String[cells.length];
            }
            marked[at] = before + Character.toString(code);
            cells[at] = MARKED | width << WIDTH_SHIFT;
        }
    }

    void copy(Row from, int source, int target, int count) {
        System.arraycopy(from.cells, source, cells, target, count);
        System.arraycopy(from.styles, source, styles, target, count);
        if (from.marked != null) {
            if (marked == null) {
                marked = new String[cells.length];
            }
            System.arraycopy(from.marked, source, marked, target, count);
        }
    }

    void insert(int column, int count, Style fill) {
        int at = column % cells.length;
        if (at > 0 && width(at - 1) == 2) {
            blank(at - 1, fill);
        }
        int gap = Math.min(count, cells.length - at);
        copy(this, at, at + gap, cells.length - at - gap);
        blanks(at, at + gap, fill);
        if (width(cells.length - 1) == 2) {
            blank(cells.length - 1, fill);
        }
    }

    void delete(int column, int count, Style fill) {
        int at = column % cells.length;
        int gap = Math.min(count, cells.length - at);
        copy(this, at + gap, at, cells.length - at - gap);
        blanks(cells.length - gap, cells.length, fill);
        if (at > 0 && width(at - 1) == 2) {
            blank(at - 1, fill);
        }
        if (width(at) == 0 && !hasContent(at)) {
            blank(at, fill);
        }
    }

    /** Erases from {@code from} to before {@code to}, and the other half of a wide character that is cut. */
    void erase(int from, int to, Style fill, boolean sparingProtected) {
        int end = Math.min(to, cells.length);
        if (sparingProtected) {
            eraseUnprotected(from, end, fill);
            return;
        }
        if (from > 0 && width(from - 1) == 2) {
            blank(from - 1, fill);
        }
        if (end > 0 && end < cells.length && width(end - 1) == 2) {
            blank(end, fill);
        }
        blanks(from, end, fill);
    }

    private void eraseUnprotected(int from, int end, Style fill) {
        if (from > 0 && width(from - 1) == 2 && !styles[from - 1].isProtected()) {
            blank(from - 1, fill);
        }
        if (end > 0 && end < cells.length && width(end - 1) == 2 && !styles[end].isProtected()) {
            blank(end, fill);
        }
        for (int i = from; i < end; i++) {
            if (!styles[i].isProtected()) {
                blank(i, fill);
            }
        }
    }

    private void blanks(int from, int to, Style fill) {
        if (from < to) {
            Arrays.fill(cells, from, to, BLANK);
            fill(from, to, fill);
        }
    }

    void resize(int cols) {
        int before = cells.length;
        cells = Arrays.copyOf(cells, cols);
        styles = Arrays.copyOf(styles, cols);
        marked = marked == null ? null : Arrays.copyOf(marked, cols);
        blanks(before, cols, Style.PLAIN);
    }
}
