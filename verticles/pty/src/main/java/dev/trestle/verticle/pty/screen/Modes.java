package dev.trestle.verticle.pty.screen;

/** The switches of a terminal, with the state that a reset gives them. */
final class Modes {

    /** Mouse reports a program can ask for, by the number of the mode; 0 is none. */
    private int mouse;

    /** How mouse reports are written, by the number of the mode; 0 is the old way. */
    private int mouseEncoding;

    private boolean applicationCursor;
    private boolean applicationKeypad;
    private boolean bracketedPaste;
    private boolean focus;
    private boolean reverseWrap;
    private boolean synchronised;
    private int cursorShape;
    private boolean cursorHidden;
    private Boolean cursorBlinks;

    boolean origin;
    boolean wrap;
    boolean insert;
    /** A line feed also returns the carriage. */
    boolean newLine;

    Modes() {
        resetSoftly();
    }

    /** What DECSTR resets; the mouse and the kind of line feed stay. */
    void resetSoftly() {
        applicationCursor = false;
        applicationKeypad = false;
        bracketedPaste = false;
        focus = false;
        reverseWrap = false;
        synchronised = false;
        cursorShape = 0;
        origin = false;
        wrap = true;
        insert = false;
    }

    void reset() {
        resetSoftly();
        mouse = 0;
        mouseEncoding = 0;
    }

    boolean reverseWrap() {
        return reverseWrap;
    }

    void keypad(boolean application) {
        applicationKeypad = application;
    }

    void showCursor() {
        cursorHidden = false;
    }

    void cursorShape(int shape) {
        cursorShape = shape;
    }

    /** SM and RM. */
    void ansi(int mode, boolean on) {
        switch (mode) {
            case 4 -> insert = on;
            case 20 -> newLine = on;
            default -> {}
        }
    }

    /** DECSET and DECRST, all but those that do more than switch. */
    void set(int mode, boolean on) {
        switch (mode) {
            case 1 -> applicationCursor = on;
            case 6 -> origin = on;
            case 7 -> wrap = on;
            case 9, 1000, 1002, 1003 -> mouse = on ? mode : 0;
            case 12 -> cursorBlinks = on;
            case 25 -> cursorHidden = !on;
            case 45 -> reverseWrap = on;
            case 66 -> applicationKeypad = on;
            case 1004 -> focus = on;
            case 1006, 1016 -> mouseEncoding = on ? mode : 0;
            case 2004 -> bracketedPaste = on;
            case 2026 -> synchronised = on;
            default -> {}
        }
    }

    /** Appends what sets the modes of a terminal that was reset; those that change how the rest of a picture is drawn come first. */
    void write(StringBuilder out) {
        decset(out, applicationCursor, 1);
        decset(out, applicationKeypad, 66);
        decset(out, reverseWrap, 45);
        decset(out, focus, 1004);
        decset(out, bracketedPaste, 2004);
        decset(out, mouse != 0, mouse);
        decset(out, mouseEncoding != 0, mouseEncoding);
        if (cursorBlinks != null) {
            out.append(cursorBlinks ? "\u001b[?12h" : "\u001b[?12l");
        }
        if (cursorShape != 0) {
            out.append("\u001b[").append(cursorShape).append(" q");
        }
        out.append(cursorHidden ? "\u001b[?25l" : "\u001b[?25h");
        if (newLine) {
            out.append("\u001b[20h");
        }
        decset(out, synchronised, 2026);
    }

    private static void decset(StringBuilder out, boolean on, int mode) {
        if (on) {
            out.append("\u001b[?").append(mode).append('h');
        }
    }
}
