package dev.trestle.verticle.pty.screen;

/** What complete escape and control sequences do. Those that ask the terminal something do nothing here: a viewer answers them. */
final class Controls {

    private final Emulator on;
    private final Printer printer;
    private final Moves moves;
    private final Edits edits;

    Controls(Emulator on, Printer printer) {
        this.on = on;
        this.printer = printer;
        this.moves = new Moves(on);
        this.edits = new Edits(on);
    }

    /** A control sequence; {@code id} is its final byte below what was collected before it. */
    void sequence(int id, Params params) {
        if (id == 'm') {
            on.pen.set(params);
        } else if (!moves.run(id, params) && !edits.run(id, params)) {
            other(id, params);
        }
        on.last = 0;
    }

    private void other(int id, Params params) {
        switch (id) {
            case 'b' -> printer.repeat(params.get(0, 1));
            case 'h' -> ansiModes(params, true);
            case 'l' -> ansiModes(params, false);
            case '?' << 8 | 'h' -> modes(params, true);
            case '?' << 8 | 'l' -> modes(params, false);
            case '!' << 8 | 'p' -> on.resetSoftly();
            case ' ' << 8 | 'q' -> on.modes.cursorShape(params.get(0));
            case '"' << 8 | 'q' -> protect(params.get(0));
            default -> {}
        }
    }

    private void protect(int p) {
        if (p <= 2) {
            on.pen.protect(p == 1);
        }
    }

    private void ansiModes(Params params, boolean set) {
        for (int i = 0; i < params.count(); i++) {
            on.modes.ansi(params.get(i), set);
        }
    }

    private void modes(Params params, boolean set) {
        for (int i = 0; i < params.count(); i++) {
            mode(params.get(i), set);
        }
    }

    private void mode(int mode, boolean set) {
        on.modes.set(mode, set);
        switch (mode) {
            case 2 -> {
                if (set) {
                    on.charsets.designateAscii();
                }
            }
            case 6 -> on.moveTo(0, 0);
            case 47, 1047 -> alternate(set);
            case 1048 -> cursor(set);
            case 1049 -> {
                if (set) {
                    on.saveCursor();
                }
                alternate(set);
                if (!set) {
                    on.restoreCursor();
                }
            }
            default -> {}
        }
    }

    private void alternate(boolean on) {
        if (on) {
            this.on.toAlternate();
        } else {
            this.on.toNormal();
        }
    }

    private void cursor(boolean save) {
        if (save) {
            on.saveCursor();
        } else {
            on.restoreCursor();
        }
    }

    /** An escape sequence; {@code id} as above. */
    void escape(int id) {
        if (id > 0xff) {
            designate(id >> 8, (char) (id & 0xff));
        } else {
            plainEscape(id);
        }
        on.last = 0;
    }

    private void designate(int designator, char name) {
        if (designator == '#' && name == '8') {
            on.align();
        } else if (designator == '%' && (name == '@' || name == 'G')) {
            on.charsets.select(0);
            on.charsets.designate(0, Charset.ASCII);
        } else if (designator <= 0xff) {
            on.charsets.designate((char) designator, name);
        }
    }

    private void plainEscape(int id) {
        switch (id) {
            case '7' -> on.saveCursor();
            case '8' -> on.restoreCursor();
            case 'D' -> on.index();
            case 'E' -> on.nextLine();
            case 'H' -> on.tabStop();
            case 'M' -> on.reverseIndex();
            case '=' -> on.modes.keypad(true);
            case '>' -> on.modes.keypad(false);
            case 'c' -> on.reset();
            case '~' -> on.charsets.select(1);
            case 'n', '}' -> on.charsets.select(2);
            case 'o', '|' -> on.charsets.select(3);
            default -> {}
        }
    }
}
