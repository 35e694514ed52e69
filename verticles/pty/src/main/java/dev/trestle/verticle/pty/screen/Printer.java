package dev.trestle.verticle.pty.screen;

/** Puts characters on the page. */
final class Printer {

    /** More repetitions of a character fill every screen; they only cost time. */
    private static final int MOST_REPEATED = 1 << 16;

    private final Emulator to;

    Printer(Emulator to) {
        this.to = to;
    }

    /** Prints a run of printable ASCII. */
    void text(byte[] bytes, int from, int end) {
        begin();
        if (to.charsets.active() == Charset.ASCII && to.modes.wrap && !to.modes.insert) {
            plain(bytes, from, end);
        } else {
            for (int i = from; i < end; i++) {
                put(bytes[i]);
            }
        }
        end();
    }

    private void plain(byte[] bytes, int from, int end) {
        Page page = to.page();
        int cols = page.cols();
        Style style = to.pen.style();
        int at = from;
        while (at < end) {
            if (page.x >= cols) {
                wrap(page);
            }
            int count = Math.min(end - at, cols - page.x);
            page.row().set(page.x, bytes, at, count, style);
            page.x += count;
            at += count;
        }
        to.last = 1;
    }

    void print(int code) {
        begin();
        put(code);
        end();
    }

    /** REP: the character before the cursor again. */
    void repeat(int times) {
        Page page = to.page();
        if (to.last == 0) {
            return;
        }
        int[] codes = page.row().text(page.x - to.last).codePoints().toArray();
        begin();
        for (int i = 0; i < Math.min(times, MOST_REPEATED); i++) {
            for (int code : codes) {
                put(code);
            }
        }
        end();
    }

    /** Printing over the second half of a wide character takes the first away. */
    private void begin() {
        Page page = to.page();
        if (page.x > 0 && page.row().width(page.x - 1) == 2) {
            page.row().blank(page.x - 1, to.pen.style());
        }
    }

    /** Printing over the first half of a wide character takes the second away. */
    private void end() {
        Page page = to.page();
        if (page.x < page.cols() && page.row().width(page.x) == 0 && !page.row().hasContent(page.x)) {
            page.row().blank(page.x, to.pen.style());
        }
    }

    private void put(int ascii) {
        Page page = to.page();
        int code = to.charsets.active().of(ascii);
        int width = Width.of(code);
        if (width == 0 && to.last > 0) {
            Row row = page.row();
            row.mark(page.x - (row.width(page.x - 1) > 0 ? 1 : 2), code, to.last);
            return;
        }
        to.last = width;
        if (page.x + width > page.cols()) {
            if (to.modes.wrap) {
                wrap(page);
            } else {
                page.x = page.cols() - 1;
                if (width == 2) {
                    return;
                }
            }
        }
        place(page, code, width);
    }

    private void place(Page page, int code, int width) {
        Row row = page.row();
        Style style = to.pen.style();
        if (to.modes.insert) {
            row.insert(page.x, width, style);
        }
        row.set(page.x++, code, width, style);
        if (width == 2) {
            row.set(page.x++, 0, 0, style);
        }
    }

    private void wrap(Page page) {
        for (int x = page.x; x < page.cols(); x++) {
            page.row().blank(x, to.pen.style());
        }
        page.x = 0;
        page.down(to.pen.erased());
        page.row().wrapped(true);
    }
}
