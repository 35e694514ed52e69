package dev.trestle.verticle.pty.screen;

/** Control sequences that erase, insert, delete or scroll. What they leave blank has the ground of the pen. */
final class Edits {

    private final Emulator on;

    Edits(Emulator on) {
        this.on = on;
    }

    /** Runs the sequence with this final byte and what was collected before it; false when it is none of these. */
    boolean run(int id, Params params) {
        switch (id) {
            case 'J' -> eraseDisplay(params.get(0), false);
            case '?' << 8 | 'J' -> eraseDisplay(params.get(0), true);
            case 'K' -> eraseLine(params.get(0), false);
            case '?' << 8 | 'K' -> eraseLine(params.get(0), true);
            case 'X' -> eraseCells(params);
            case '@' -> cells(params, true);
            case 'P' -> cells(params, false);
            case 'L' -> lines(params, true);
            case 'M' -> lines(params, false);
            case 'S' -> scroll(params, true);
            case 'T' -> scroll(params, false);
            case ' ' << 8 | '@' -> columns(params, 0, false);
            case ' ' << 8 | 'A' -> columns(params, 0, true);
            case '\'' << 8 | '}' -> columns(params, on.page().x, true);
            case '\'' << 8 | '~' -> columns(params, on.page().x, false);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void eraseDisplay(int which, boolean sparing) {
        Page page = on.page();
        page.restrict(page.cols(), on.modes.origin);
        switch (which) {
            case 0 -> {
                eraseLine(0, sparing);
                eraseRows(page.y + 1, page.rows(), sparing);
            }
            case 1 -> {
                page.row().erase(0, page.x + 1, on.pen.erased(), sparing);
                page.row().wrapped(false);
                // xterm.js counts from the start of its history here; so does what it shows.
                if (page.x + 1 >= page.cols() && page.y + 1 < page.lines().size()) {
                    page.lines().get(page.y + 1).wrapped(false);
                }
                eraseRows(0, page.y, sparing);
            }
            case 2 -> eraseRows(0, page.rows(), sparing);
            case 3 -> page.dropHistory();
            default -> {}
        }
    }

    private void eraseRows(int from, int to, boolean sparing) {
        for (int y = from; y < to; y++) {
            Row row = on.page().row(y);
            row.erase(0, row.length(), on.pen.erased(), sparing);
            row.wrapped(false);
        }
    }

    private void eraseLine(int which, boolean sparing) {
        Page page = on.page();
        page.restrict(page.cols(), on.modes.origin);
        Row row = page.row();
        Style fill = on.pen.erased();
        switch (which) {
            case 0 -> {
                row.erase(page.x, page.cols(), fill, sparing);
                if (page.x == 0) {
                    row.wrapped(false);
                }
            }
            case 1 -> row.erase(0, page.x + 1, fill, sparing);
            case 2 -> {
                row.erase(0, page.cols(), fill, sparing);
                row.wrapped(false);
            }
            default -> {}
        }
    }

    private void eraseCells(Params params) {
        on.restrict();
        Page page = on.page();
        page.row().erase(page.x, page.x + params.times(page.cols()), on.pen.erased(), false);
    }

    private void cells(Params params, boolean insert) {
        on.restrict();
        Page page = on.page();
        shift(page.row(), page.x, params.times(page.cols()), insert);
    }

    private void shift(Row row, int at, int count, boolean insert) {
        if (insert) {
            row.insert(at, count, on.pen.erased());
        } else {
            row.delete(at, count, on.pen.erased());
        }
    }

    private void columns(Params params, int at, boolean insert) {
        Page page = on.page();
        if (page.withinMargins()) {
            for (int y = page.top; y <= page.bottom; y++) {
                shift(page.row(y), at, params.times(page.cols()), insert);
                page.row(y).wrapped(false);
            }
        }
    }

    private void lines(Params params, boolean insert) {
        on.restrict();
        Page page = on.page();
        if (!page.withinMargins()) {
            return;
        }
        for (int i = params.times(page.rows()); i > 0; i--) {
            if (insert) {
                page.insertLine(page.y, on.pen.erased());
            } else {
                page.deleteLine(page.y, on.pen.erased());
            }
        }
        page.x = 0;
    }

    private void scroll(Params params, boolean up) {
        Page page = on.page();
        for (int i = params.times(page.rows()); i > 0; i--) {
            if (up) {
                page.deleteLine(page.top, on.pen.erased());
            } else {
                page.insertLine(page.top, Style.PLAIN);
            }
        }
    }
}
