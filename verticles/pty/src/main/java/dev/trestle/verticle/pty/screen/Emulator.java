package dev.trestle.verticle.pty.screen;

/** The state of a terminal and what control characters do to it. */
final class Emulator {

    final Pen pen = new Pen();
    final Modes modes = new Modes();
    final Charsets charsets = new Charsets();
    final Labels labels = new Labels(pen);

    private final int history;
    private Page normal;
    private Page alternate;
    private Page page;

    /** How wide the last character was, 0 when anything else came after it: then there is nothing to combine with or to repeat. */
    int last;

    Emulator(int cols, int rows, int history) {
        this.history = history;
        pages(cols, rows);
    }

    private void pages(int cols, int rows) {
        normal = new Page(cols, rows, history);
        normal.fill(Style.PLAIN);
        alternate = new Page(cols, rows, 0);
        page = normal;
    }

    Page page() {
        return page;
    }

    Page normal() {
        return normal;
    }

    Page alternate() {
        return alternate;
    }

    boolean onAlternate() {
        return page == alternate;
    }

    void resize(int cols, int rows) {
        normal.resize(cols, rows);
        alternate.resize(cols, rows);
    }

    /** C0 and C1 characters. */
    void control(int code) {
        switch (code) {
            case 0x08 -> backspace();
            case 0x09 -> tab();
            case 0x0a, 0x0b, 0x0c -> lineFeed();
            case 0x0d -> page.x = 0;
            case 0x0e -> charsets.select(1);
            case 0x0f -> charsets.select(0);
            case 0x84 -> index();
            case 0x85 -> nextLine();
            case 0x88 -> tabStop();
            default -> {}
        }
        last = 0;
    }

    private void lineFeed() {
        if (modes.newLine) {
            page.x = 0;
        }
        if (page.down(pen.erased())) {
            page.row().wrapped(false);
        }
        if (page.x >= page.cols()) {
            page.x--;
        }
    }

    void index() {
        restrict();
        page.down(pen.erased());
        restrict();
    }

    void nextLine() {
        page.x = 0;
        index();
    }

    void reverseIndex() {
        restrict();
        if (page.y == page.top) {
            page.insertLine(page.top, pen.erased());
        } else {
            page.y--;
            restrict();
        }
    }

    private void tab() {
        if (page.x < page.cols()) {
            page.x = page.nextTab();
        }
    }

    void tabStop() {
        page.tabs().set(page.x);
    }

    private void backspace() {
        if (modes.reverseWrap()) {
            page.restrict(page.cols(), modes.origin);
            if (page.x == 0) {
                unwrap();
                restrict();
                return;
            }
        } else {
            restrict();
        }
        page.x = Math.max(page.x - 1, 0);
        restrict();
    }

    /** From the start of a wrapped line back to the end of the one above. */
    private void unwrap() {
        if (page.y <= page.top || page.y > page.bottom || !page.row().wrapped()) {
            return;
        }
        page.row().wrapped(false);
        page.y--;
        page.x = page.cols() - 1;
        if (page.row().width(page.x) > 0 && !page.row().hasContent(page.x)) {
            page.x--;
        }
    }

    /** Takes the cursor back onto the screen; a character that would wrap does not any more. */
    void restrict() {
        page.restrict(page.cols() - 1, modes.origin);
    }

    /** The position counts from the margins when these are the origin. */
    void moveTo(int x, int y) {
        page.x = x;
        page.y = modes.origin ? page.top + y : y;
        restrict();
    }

    void saveCursor() {
        int x = Math.min(page.x, page.cols() - 1);
        page.saved = new Page.Saved(x, page.base + page.y, pen.fg(), pen.bg(), charsets.active());
    }

    void restoreCursor() {
        Page.Saved saved = page.saved;
        page.x = saved.x();
        page.y = Math.max(saved.y() - page.base, 0);
        pen.restore(saved.fg(), saved.bg());
        charsets.restore(saved.charset());
        restrict();
    }

    void toAlternate() {
        if (page == normal) {
            alternate.fill(pen.erased());
            alternate.x = normal.x;
            alternate.y = normal.y;
            page = alternate;
        }
    }

    void toNormal() {
        if (page == alternate) {
            normal.x = alternate.x;
            normal.y = alternate.y;
            alternate.clear();
            page = normal;
        }
    }

    /** RIS: all but what xterm.js keeps, the title, the palette and whether the cursor is seen. */
    void reset() {
        pages(page.cols(), page.rows());
        pen.reset();
        modes.reset();
        charsets.reset();
    }

    /** DECSTR. */
    void resetSoftly() {
        modes.showCursor();
        page.margins(0, page.rows() - 1);
        pen.reset();
        modes.resetSoftly();
        charsets.reset();
        page.saved = new Page.Saved(0, page.base, 0, 0, Charset.ASCII);
    }

    /** DECALN: fills the screen with E. */
    void align() {
        moveTo(0, 0);
        Style style = new Style(pen.fg(), pen.bg(), 0, null);
        for (int y = page.y; y < page.rows(); y++) {
            Row row = page.row(y);
            row.wrapped(false);
            for (int x = 0; x < page.cols(); x++) {
                row.set(x, 'E', 1, style);
            }
        }
        moveTo(0, 0);
    }
}
