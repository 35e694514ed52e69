package dev.trestle.verticle.pty.screen;

import java.util.ArrayList;
import java.util.List;

/** Wraps lines that do not fit any more when a page gets narrower. All but the line of the cursor, which its program mends itself. */
final class Narrow {

    private final Page page;
    private final List<Row> lines;
    private final List<Added> added = new ArrayList<>();
    private int count;

    /** New rows, and where they go in the page to be. */
    private record Added(int at, List<Row> rows) {}

    Narrow(Page page, List<Row> lines) {
        this.page = page;
        this.lines = lines;
    }

    void to(int before, int cols, int rows) {
        for (int y = lines.size() - 1; y >= 0; y--) {
            // Lines at the end go while those above grow.
            if (y >= lines.size()) {
                continue;
            }
            Row row = lines.get(y);
            if (!row.wrapped() && row.used() <= cols) {
                continue;
            }
            int last = y;
            while (lines.get(y).wrapped() && y > 0) {
                y--;
            }
            int cursor = page.base + page.y;
            if (cursor < y || cursor > last) {
                wrap(y, new ArrayList<>(lines.subList(y, last + 1)), before, cols, rows);
            }
        }
        insert();
    }

    private void wrap(int first, List<Row> text, int before, int cols, int rows) {
        int[] lengths = lengths(text, before, cols);
        int sources = text.size();
        int used = text.get(sources - 1).used();
        List<Row> fresh = new ArrayList<>();
        for (int i = sources; i < lengths.length; i++) {
            Row row = new Row(cols, Style.PLAIN);
            row.wrapped(true);
            fresh.add(row);
        }
        if (!fresh.isEmpty()) {
            added.add(new Added(first + sources + count, fresh));
            count += fresh.size();
        }
        text.addAll(fresh);
        spread(text, lengths, sources, used, before);
        for (int i = 0; i < Math.min(text.size(), lengths.length); i++) {
            if (lengths[i] < cols) {
                text.get(i).blank(lengths[i], Style.PLAIN);
            }
        }
        adjust(lengths.length - sources, rows);
    }

    /** How many cells each line gets: all columns, or one less where a wide character would be cut. */
    private static int[] lengths(List<Row> text, int before, int cols) {
        int needed = 0;
        for (int i = 0; i < text.size(); i++) {
            needed += Resize.length(text, i, before);
        }
        List<Integer> lengths = new ArrayList<>();
        int column = 0;
        int line = 0;
        int done = 0;
        while (done < needed) {
            if (needed - done < cols) {
                lengths.add(needed - done);
                break;
            }
            column += cols;
            int length = Resize.length(text, line, before);
            if (column > length) {
                column -= length;
                line++;
            }
            boolean cutsWide = text.get(line).width(column - 1) == 2;
            column -= cutsWide ? 1 : 0;
            lengths.add(cutsWide ? cols - 1 : cols);
            done += cutsWide ? cols - 1 : cols;
        }
        return lengths.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Moves the cells, the last first, so that none is overwritten before it moved. */
    private static void spread(List<Row> text, int[] lengths, int sources, int used, int before) {
        int target = lengths.length - 1;
        int to = target < 0 ? 0 : lengths[target];
        int source = sources - 1;
        int from = used;
        while (source >= 0 && target >= 0) {
            int cells = Math.min(from, to);
            text.get(target).copy(text.get(source), from - cells, to - cells, cells);
            to -= cells;
            from -= cells;
            if (to == 0) {
                target--;
                to = target < 0 ? 0 : lengths[target];
            }
            if (from == 0) {
                source--;
                from = Resize.length(text, Math.max(source, 0), before);
            }
        }
    }

    private void adjust(int more, int rows) {
        for (int i = 0; i < more; i++) {
            if (page.base == 0 && page.y < rows - 1) {
                page.y++;
                lines.remove(lines.size() - 1);
            } else if (page.base == 0 || page.base < lines.size() + count - rows) {
                page.base++;
            }
        }
        int last = page.base + rows - 1;
        page.saved = page.saved.at(page.saved.x(), Math.min(page.saved.y() + more, last));
    }

    private void insert() {
        List<Row> before = new ArrayList<>(lines);
        Row[] after = new Row[before.size() + count];
        int original = before.size() - 1;
        int inserted = 0;
        int next = 0;
        int i = after.length - 1;
        while (i >= 0) {
            if (next < added.size() && added.get(next).at() > original + inserted) {
                List<Row> rows = added.get(next++).rows();
                for (int k = rows.size() - 1; k >= 0; k--) {
                    after[i--] = rows.get(k);
                }
                inserted += rows.size();
            } else {
                after[i--] = before.get(original--);
            }
        }
        lines.clear();
        lines.addAll(List.of(after));
    }
}
