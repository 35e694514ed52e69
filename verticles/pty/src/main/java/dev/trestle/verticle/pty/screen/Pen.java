package dev.trestle.verticle.pty.screen;

import static dev.trestle.verticle.pty.screen.Style.BASIC;
import static dev.trestle.verticle.pty.screen.Style.BLINK;
import static dev.trestle.verticle.pty.screen.Style.BOLD;
import static dev.trestle.verticle.pty.screen.Style.COLOUR;
import static dev.trestle.verticle.pty.screen.Style.DIM;
import static dev.trestle.verticle.pty.screen.Style.EXTENDED;
import static dev.trestle.verticle.pty.screen.Style.INVERSE;
import static dev.trestle.verticle.pty.screen.Style.INVISIBLE;
import static dev.trestle.verticle.pty.screen.Style.ITALIC;
import static dev.trestle.verticle.pty.screen.Style.KIND;
import static dev.trestle.verticle.pty.screen.Style.KIND_SHIFT;
import static dev.trestle.verticle.pty.screen.Style.OVERLINE;
import static dev.trestle.verticle.pty.screen.Style.PALETTE;
import static dev.trestle.verticle.pty.screen.Style.PROTECTED;
import static dev.trestle.verticle.pty.screen.Style.RGB;
import static dev.trestle.verticle.pty.screen.Style.STRIKE;
import static dev.trestle.verticle.pty.screen.Style.UNDERLINE;

/** The style that the next printed cell gets, as SGR sequences change it. */
final class Pen {

    private int fg;
    private int bg;
    private int line;
    private Link link;
    private Style style = Style.PLAIN;
    private Style erased = Style.PLAIN;

    /** The style to print with. */
    Style style() {
        if (style == null) {
            boolean plain = fg == 0 && bg == 0 && line == 0 && link == null;
            style = plain ? Style.PLAIN : new Style(fg, bg, line, link);
        }
        return style;
    }

    /** The style to erase with: only the ground of the pen. */
    Style erased() {
        if (erased.bg() != (bg & COLOUR)) {
            erased = Style.erased(bg);
        }
        return erased;
    }

    int fg() {
        return fg;
    }

    int bg() {
        return bg;
    }

    void reset() {
        link = null;
        line = 0;
        restore(0, 0);
    }

    /** Colours and flags come back with the saved cursor; underline and link do not. */
    void restore(int savedFg, int savedBg) {
        fg = savedFg;
        bg = savedBg;
        style = null;
    }

    void link(Link opened) {
        link = opened;
        extended();
    }

    void protect(boolean on) {
        bg = on ? bg | PROTECTED : bg & ~PROTECTED;
        style = null;
    }

    /** SGR: one or more attributes. */
    void set(Params params) {
        for (int i = 0; i < params.count(); i++) {
            int p = params.get(i);
            switch (p) {
                case 0 -> plain();
                case 4 -> underline(params.subCount(i) > 0 ? params.sub(i, 0) : 1);
                case 21 -> underline(2);
                case 24 -> underline(0);
                case 38, 48, 58 -> i += new Colour(params, i).applyTo(this);
                default -> attribute(p);
            }
        }
        style = null;
    }

    private void plain() {
        fg = 0;
        bg = 0;
        line = 0;
        extended();
    }

    private void attribute(int p) {
        if (p >= 30 && p <= 37) {
            fg = fg & ~COLOUR | BASIC | p - 30;
        } else if (p >= 40 && p <= 47) {
            bg = bg & ~COLOUR | BASIC | p - 40;
        } else if (p >= 90 && p <= 97) {
            fg = fg & ~COLOUR | BASIC | p - 90 + 8;
        } else if (p >= 100 && p <= 107) {
            bg = bg & ~COLOUR | BASIC | p - 100 + 8;
        } else {
            flag(p);
        }
    }

    private void flag(int p) {
        switch (p) {
            case 1 -> fg |= BOLD;
            case 2 -> bg |= DIM;
            case 3 -> bg |= ITALIC;
            case 5 -> fg |= BLINK;
            case 7 -> fg |= INVERSE;
            case 8 -> fg |= INVISIBLE;
            case 9 -> fg |= STRIKE;
            case 22 -> {
                fg &= ~BOLD;
                bg &= ~DIM;
            }
            case 23 -> bg &= ~ITALIC;
            case 25 -> fg &= ~BLINK;
            case 27 -> fg &= ~INVERSE;
            case 28 -> fg &= ~INVISIBLE;
            case 29 -> fg &= ~STRIKE;
            case 39 -> fg &= ~COLOUR;
            case 49 -> bg &= ~COLOUR;
            case 53 -> bg |= OVERLINE;
            case 55 -> bg &= ~OVERLINE;
            case 59 -> line |= COLOUR; // xterm.js: white, not "as the text"
            default -> {}
        }
    }

    private void underline(int kind) {
        int known = kind < 0 || kind > 5 ? 1 : kind;
        line = line & ~KIND | known << KIND_SHIFT;
        fg = known == 0 ? fg & ~UNDERLINE : fg | UNDERLINE;
        extended();
    }

    private void extended() {
        bg = (line & KIND) == 0 && link == null ? bg & ~EXTENDED : bg | EXTENDED;
        style = null;
    }

    /** Sets the colour that {@code target} (38, 48 or 58) names. */
    void colour(int target, int mode, int[] values) {
        int value;
        if (mode == 2) {
            value = RGB | (values[0] & 0xff) << 16 | (values[1] & 0xff) << 8 | values[2] & 0xff;
        } else if (mode == 5) {
            value = PALETTE | values[0] & 0xff;
        } else {
            return;
        }
        switch (target) {
            case 38 -> fg = fg & ~COLOUR | value;
            case 48 -> bg = bg & ~COLOUR | value;
            default -> line = line & ~COLOUR | value;
        }
    }
}
