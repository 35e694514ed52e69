package dev.trestle.verticle.pty.screen;

import java.util.Objects;

/**
 * Writes a page as sequences for a terminal that was just reset: line after line from the top, so that those of the history scroll away
 * and wrapped lines are wrapped there too.
 */
final class Painter {

    private static final String CSI = "\u001b[";

    private final StringBuilder out;
    private Style style = Style.PLAIN;
    private Link link;

    Painter(StringBuilder out) {
        this.out = out;
    }

    void paint(Page page) {
        Lines lines = page.lines();
        Row above = null;
        for (int i = 0; i < lines.size(); i++) {
            Row row = lines.get(i);
            // A line can go on from one that is gone: it gets one to go on from, which scrolls away.
            if (row.wrapped() && i == 0 && page.rows() > 1) {
                above = new Row(page.cols(), Style.PLAIN);
            }
            if (above != null) {
                next(above, row, page.rows(), i >= page.rows());
            }
            cells(row);
            above = row;
        }
        style(Style.PLAIN);
    }

    /** Goes to the start of the next line. */
    private void next(Row above, Row row, int rows, boolean scrolls) {
        if (row.wrapped() && wrapsByItself(above, row, scrolls)) {
            return;
        }
        if (row.wrapped() && rows > 1) {
            wrap(above);
        } else {
            style(Style.PLAIN);
            out.append("\r\n");
        }
    }

    /** True when printing the first character of {@code row} now makes the terminal wrap, and nothing else. */
    private boolean wrapsByItself(Row above, Row row, boolean scrolls) {
        Style first = row.style(0);
        // A line that scrolls in gets the ground of the character, which the rest of it need not have.
        boolean grounded = scrolls && (first.bg() & Style.COLOUR) != 0;
        if (!row.hasContent(0) || row.width(0) == 0 || grounded) {
            return false;
        }
        int end = above.length() - 1;
        if (above.hasContent(end)) {
            return above.width(end) < 2;
        }
        if (above.isSecondHalf(end)) {
            return true;
        }
        if (row.width(0) == 2 && above.style(end).equals(first)) {
            out.append(CSI).append(end + 1).append('G');
            return true;
        }
        return false;
    }

    /** Wraps by two characters that are then replaced. */
    private void wrap(Row above) {
        int end = above.length() - 1;
        style(Style.PLAIN);
        out.append(CSI).append(end + 1).append("Gxx").append(CSI).append('A');
        int last = above.isSecondHalf(end) ? end - 1 : end;
        out.append(CSI).append(last + 1).append('G');
        if (above.hasContent(last)) {
            print(above, last);
        } else {
            blanks(above.style(last), 1);
        }
        style(Style.PLAIN);
        out.append('\r').append(CSI).append('B').append(CSI).append('X');
    }

    private void cells(Row row) {
        int at = 0;
        int x = 0;
        while (x < row.length()) {
            if (row.hasContent(x)) {
                forward(x - at);
                at = x + print(row, x);
                x = at;
                continue;
            }
            int end = x + 1;
            while (end < row.length() && !row.hasContent(end) && row.style(end).equals(row.style(x))) {
                end++;
            }
            if (!row.style(x).equals(Style.PLAIN)) {
                forward(x - at);
                at = blanks(row.style(x), end - x) ? end : x;
            }
            x = end;
        }
    }

    private void forward(int columns) {
        if (columns > 0) {
            out.append(CSI).append(columns).append('C');
        }
    }

    /** Prints one cell and says how many columns that took. */
    int print(Row row, int at) {
        int width = row.width(at);
        if (width == 2 && !row.isSecondHalf(at + 1)) {
            style(row.style(at));
            out.append(' ');
            return 1;
        }
        if (width == 0) {
            // On its own, not over the character before it.
            again(row.style(at));
        }
        style(row.style(at));
        out.append(row.text(at));
        return Math.max(width, 1);
    }

    /** Says whether the cursor is behind the blanks now, and not still before them. */
    private boolean blanks(Style of, int count) {
        style(of);
        if (of.isErased()) {
            out.append(CSI).append(count).append('X');
            return false;
        }
        out.append(" ".repeat(count));
        return true;
    }

    void style(Style next) {
        if (next == style || next.equals(style)) {
            return;
        }
        again(next);
    }

    /** The style even though it may be set: what comes next is not combined with what came before. */
    void again(Style next) {
        // A link counts only while the style says that it has one.
        Link opened = (next.bg() & Style.EXTENDED) == 0 ? null : next.link();
        if (!Objects.equals(opened, link)) {
            out.append(Link.sequence(opened));
            link = opened;
        }
        next.write(out);
        style = next;
    }
}
