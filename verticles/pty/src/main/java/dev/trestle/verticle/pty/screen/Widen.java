package dev.trestle.verticle.pty.screen;

import java.util.ArrayList;
import java.util.List;

/** Joins wrapped lines again when a page gets wider. All but the line of the cursor, which its program mends itself. */
final class Widen {

    private final Page page;
    private final List<Row> lines;

    Widen(Page page, List<Row> lines) {
        this.page = page;
        this.lines = lines;
    }

    void to(int before, int cols, int rows) {
        List<Row> removed = new ArrayList<>();
        int cursor = page.base + page.y;
        for (int first = 0; first < lines.size(); ) {
            int next = first + 1;
            while (next < lines.size() && lines.get(next).wrapped()) {
                next++;
            }
            if (next > first + 1 && (cursor < first || cursor >= next)) {
                List<Row> text = lines.subList(first, next);
                int kept = join(text, before, cols);
                removed.addAll(text.subList(kept, text.size()));
            }
            first = next;
        }
        removed.forEach(row -> lines.removeIf(line -> line == row));
        adjust(removed.size(), cols, rows);
    }

    /** Moves the cells up and says how many lines are left. */
    private static int join(List<Row> text, int before, int cols) {
        int target = 0;
        int column = Resize.length(text, 0, before);
        int source = 1;
        int from = 0;
        while (source < text.size()) {
            int length = Resize.length(text, source, before);
            int count = Math.min(length - from, cols - column);
            text.get(target).copy(text.get(source), from, column, count);
            column += count;
            from += count;
            if (column == cols) {
                target++;
                column = 0;
            }
            if (from == length) {
                source++;
                from = 0;
            }
            if (column == 0 && target != 0 && text.get(target - 1).width(cols - 1) == 2) {
                text.get(target).copy(text.get(target - 1), cols - 1, column++, 1);
                text.get(target - 1).blank(cols - 1, Style.PLAIN);
            }
        }
        text.get(target).erase(column, cols, Style.PLAIN, false);
        return used(text.subList(0, target + 1));
    }

    private static int used(List<Row> text) {
        int used = text.size();
        while (used > 1 && text.get(used - 1).used() == 0) {
            used--;
        }
        return used;
    }

    private void adjust(int removed, int cols, int rows) {
        for (int i = 0; i < removed; i++) {
            if (page.base > 0) {
                page.base--;
                continue;
            }
            page.y = Math.max(page.y - 1, 0);
            if (lines.size() < rows) {
                lines.add(new Row(cols, Style.PLAIN));
            }
        }
        page.saved = page.saved.at(page.saved.x(), Math.max(page.saved.y() - removed, 0));
    }
}
