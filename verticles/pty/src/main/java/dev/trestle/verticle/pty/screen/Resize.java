package dev.trestle.verticle.pty.screen;

import java.util.List;

/**
 * Gives a page another size: lines come back from the history or go there, and wrapped lines are wrapped anew. This, {@link Widen} and
 * {@link Narrow} do step by step what xterm.js does (MIT licence, copyright The xterm.js authors), for any other order leads to another screen.
 */
final class Resize {

    private final Page page;
    private final List<Row> lines;

    Resize(Page page, List<Row> lines) {
        this.page = page;
        this.lines = lines;
    }

    void to(int cols, int rows, int history) {
        int before = page.cols();
        if (before < cols) {
            lines.forEach(row -> row.resize(cols));
        }
        int pulled = page.rows() < rows ? higher(cols, rows) : lower(rows);
        page.x = Math.min(page.x, cols - 1);
        page.y = Math.min(page.y, rows - 1) + pulled;
        page.saved = page.saved.at(Math.min(page.saved.x(), cols - 1), page.saved.y());
        // The alternate page has no history and is not wrapped anew: its program draws it again.
        if (history > 0 && before < cols) {
            new Widen(page, lines).to(before, cols, rows);
        } else if (history > 0 && before > cols) {
            new Narrow(page, lines).to(before, cols, rows);
        }
        if (before > cols) {
            lines.forEach(row -> row.resize(cols));
        }
        page.lines(lines, rows + history);
    }

    /** Says how many lines came back from the history. */
    private int higher(int cols, int rows) {
        int pulled = 0;
        while (lines.size() < rows + page.base) {
            if (page.base > 0 && lines.size() <= page.base + page.y + pulled + 1) {
                page.base--;
                pulled++;
            } else {
                lines.add(new Row(cols, Style.PLAIN));
            }
        }
        return pulled;
    }

    /** Lines below the cursor go first, then those at the top. */
    private int lower(int rows) {
        while (lines.size() > rows + page.base) {
            if (lines.size() > page.base + page.y + 1) {
                lines.remove(lines.size() - 1);
            } else {
                page.base++;
            }
        }
        return 0;
    }

    /** How many columns of line {@code i} of a wrapped text count: all but an empty last one that a wide character did not fit into. */
    static int length(List<Row> wrapped, int i, int cols) {
        Row row = wrapped.get(i);
        if (i == wrapped.size() - 1) {
            return row.used();
        }
        boolean endsEmpty = !row.hasContent(cols - 1) && row.width(cols - 1) == 1;
        return endsEmpty && wrapped.get(i + 1).width(0) == 2 ? cols - 1 : cols;
    }
}
