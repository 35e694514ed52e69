package dev.trestle.verticle.pty.screen;

/** Control sequences that move the cursor, or say where it may move. */
final class Moves {

    /** Beyond every screen, and far from what a number can hold. */
    private static final int FAR = 1 << 20;

    private final Emulator on;

    Moves(Emulator on) {
        this.on = on;
    }

    /** Runs the sequence with this final byte; false when it is none of these. */
    boolean run(int id, Params params) {
        int n = params.times(FAR);
        Page page = on.page();
        switch (id) {
            case 'A' -> up(n);
            case 'B' -> down(n);
            case 'C', 'a' -> by(n, 0);
            case 'D' -> by(-n, 0);
            case 'E' -> down(n).x = 0;
            case 'F' -> up(n).x = 0;
            case 'G', '`' -> on.moveTo(n - 1, page.y);
            case 'H', 'f' -> on.moveTo(Math.min(params.get(1, 1), FAR) - 1, n - 1);
            case 'I' -> tabs(n, true);
            case 'Z' -> tabs(n, false);
            case 'd' -> on.moveTo(page.x, n - 1);
            case 'e' -> by(0, n);
            case 'g' -> clearTabs(params.get(0));
            case 'r' -> margins(n, params.get(1, FAR));
            case 's' -> on.saveCursor();
            case 'u' -> on.restoreCursor();
            default -> {
                return false;
            }
        }
        return true;
    }

    private Page up(int n) {
        Page page = on.page();
        int room = page.y - page.top;
        by(0, -(room >= 0 ? Math.min(room, n) : n));
        return page;
    }

    private Page down(int n) {
        Page page = on.page();
        int room = page.bottom - page.y;
        by(0, room >= 0 ? Math.min(room, n) : n);
        return page;
    }

    private void by(int columns, int rows) {
        on.restrict();
        on.moveTo(on.page().x + columns, on.page().y + rows);
    }

    private void tabs(int n, boolean forward) {
        Page page = on.page();
        if (page.x >= page.cols()) {
            return;
        }
        for (int i = Math.min(n, page.cols()); i > 0; i--) {
            page.x = forward ? page.nextTab() : page.previousTab();
        }
    }

    private void clearTabs(int which) {
        if (which == 0) {
            on.page().tabs().clear(on.page().x);
        } else if (which == 3) {
            on.page().tabs().clear();
        }
    }

    private void margins(int top, int bottom) {
        Page page = on.page();
        int last = Math.min(bottom, page.rows());
        if (last > top) {
            page.margins(top - 1, last - 1);
            on.moveTo(0, 0);
        }
    }
}
