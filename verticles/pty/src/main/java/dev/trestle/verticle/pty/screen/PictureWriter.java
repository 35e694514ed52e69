package dev.trestle.verticle.pty.screen;

/** Writes the whole state of a terminal as sequences: both pages, then what is set, then the cursor. */
final class PictureWriter {

    private static final String CSI = "\u001b[";

    private static final Link ANY_LINK = new Link("", "about:blank");
    private static final char WIDE = '\u4e2d';
    private static final char MARK = '\u200b';

    private final Emulator of;
    private final StringBuilder out = new StringBuilder();
    private final Painter painter = new Painter(out);

    PictureWriter(Emulator of) {
        this.of = of;
    }

    String write() {
        out.append("\u001bc");
        of.labels.write(out);
        Page normal = of.normal();
        if (of.onAlternate()) {
            painter.paint(normal);
            settings(normal);
            position(normal.x, normal.y);
            out.append(CSI).append("?1047h").append(CSI).append('H');
        } else if (isSaved(of.alternate())) {
            out.append(CSI).append("?1047h");
            saved(of.alternate());
            out.append(CSI).append("?1047l").append(CSI).append('H');
        }
        Page page = of.page();
        painter.paint(page);
        settings(page);
        of.modes.write(out);
        cursor(page);
        return out.toString();
    }

    /** Tab stops, saved cursor and margins, which each page has for itself. */
    private void settings(Page page) {
        tabs(page);
        saved(page);
        if (page.top > 0 || page.bottom < page.rows() - 1) {
            out.append(CSI)
                    .append(page.top + 1)
                    .append(';')
                    .append(page.bottom + 1)
                    .append('r');
        }
    }

    private void tabs(Page page) {
        if (page.hasDefaultTabs()) {
            return;
        }
        out.append(CSI).append("3g");
        page.tabs().stream()
                .filter(x -> x < page.cols())
                .forEach(x -> out.append(CSI).append(x + 1).append("G\u001bH"));
    }

    private static boolean isSaved(Page page) {
        Page.Saved saved = page.saved;
        return !saved.equals(saved.at(0, saved.y()))
                || saved.y() > page.base
                || saved.fg() != 0
                || saved.bg() != 0
                || saved.charset() != Charset.ASCII;
    }

    private void saved(Page page) {
        if (!isSaved(page)) {
            return;
        }
        Page.Saved saved = page.saved;
        // Only a link or an underline says that the style is extended; which one is not part of what is saved.
        painter.style(new Style(saved.fg(), saved.bg(), 1 << Style.KIND_SHIFT, ANY_LINK));
        position(saved.x(), Math.min(Math.max(saved.y() - page.base, 0), page.rows() - 1));
        out.append("\u001b(").append(saved.charset().name()).append("\u001b7\u001b(B");
        painter.style(Style.PLAIN);
    }

    private void position(int x, int y) {
        out.append(CSI)
                .append(y + 1)
                .append(';')
                .append(Math.min(x, of.page().cols() - 1) + 1)
                .append('H');
    }

    /**
     * The cursor comes last, for three things follow only from printing the character before it: that the next one wraps, that a mark combines
     * with it, and that it can be repeated.
     */
    private void cursor(Page page) {
        boolean restored = of.charsets.isRestored();
        if (restored) {
            of.charsets.write(out);
        }
        if (of.modes.origin) {
            out.append(CSI).append("?6h");
        }
        int y = of.modes.origin ? page.y - page.top : page.y;
        Style pen = of.pen.style();
        int before = before(page);
        boolean joined = of.last > 0 && before >= 0 && page.row().style(before).equals(pen);
        if (!joined) {
            place(page, y);
        }
        if (!restored) {
            of.charsets.write(out);
        }
        printing();
        painter.again(pen);
        if (joined) {
            reprint(page, before, y);
        } else if (page.x > page.cols()) {
            out.append(MARK);
        } else if (of.last == 2 && !of.modes.wrap && page.x == page.cols() - 1) {
            // It did not fit, and is not there.
            out.append(WIDE);
        }
    }

    /** Modes that change how a character is printed. */
    private void printing() {
        if (!of.modes.wrap) {
            out.append(CSI).append("?7l");
        }
        if (of.modes.insert) {
            out.append(CSI).append("4h");
        }
    }

    /** Where the character before the cursor is; -1 when it is not there. */
    private int before(Page page) {
        int width = Math.max(of.last, 1);
        int at = page.x - width;
        return at >= 0 && page.row().hasContent(at) && page.row().width(at) == width ? at : -1;
    }

    private void place(Page page, int y) {
        position(page.x, y);
        if (page.x < page.cols()) {
            return;
        }
        // Waiting to wrap: only printing the last character leads there.
        int end = page.cols() - 1;
        int last = page.row().isSecondHalf(end) ? end - 1 : end;
        position(last, y);
        if (page.row().hasContent(last)) {
            painter.print(page.row(), last);
        } else {
            painter.style(page.row().style(last));
            out.append(' ');
        }
    }

    private void reprint(Page page, int at, int y) {
        position(at, y);
        if (of.modes.insert) {
            out.append(CSI).append(of.last).append('P');
        }
        out.append(page.row().text(at));
    }
}
