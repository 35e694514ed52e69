package dev.trestle.verticle.pty.screen;

/**
 * Takes bytes apart into characters, control characters and sequences: UTF-8 first, then the state machine of the DEC terminals
 * (https://vt100.net/emu/dec_ansi_parser) with the choices of xterm.js where that leaves any.
 */
final class Parser {

    private final Emulator on;
    private final Printer printer;
    private final Controls controls;
    private final Params params = new Params();
    private final Sequence sequence = new Sequence();

    private final Utf8 utf8 = new Utf8();

    private State state = State.GROUND;
    private int collected;

    Parser(Emulator on) {
        this.on = on;
        this.printer = new Printer(on);
        this.controls = new Controls(on, printer);
    }

    void feed(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            i = state == State.GROUND && utf8.pending() == 0 ? text(bytes, i, to) : i;
            int code = i < to ? utf8.take(bytes[i++]) : Utf8.NONE;
            if (code != Utf8.NONE) {
                code(code);
            }
        }
    }

    /** The way of plain text, which most output is: lines of ASCII. */
    private int text(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            int start = i;
            while (i < to && printable(bytes[i])) {
                i++;
            }
            if (i > start) {
                printer.text(bytes, start, i);
            }
            if (i == to || bytes[i] != '\n' && bytes[i] != '\r') {
                return i;
            }
            on.control(bytes[i++]);
        }
        return i;
    }

    private static boolean printable(byte value) {
        return value >= 0x20 && value != 0x7f;
    }

    /** How many of the bytes fed last are the start of a character that has not come whole. */
    int undecoded() {
        return utf8.pending();
    }

    /** Whether neither a character nor a sequence has begun. */
    boolean isBetween() {
        return state == State.GROUND && utf8.pending() == 0;
    }

    /** The start of a sequence that has not come whole; empty between sequences. */
    String unfinished() {
        if (state == State.GROUND) {
            return "";
        }
        return sequence.isTooLong() ? state.shortest() : sequence.toString();
    }

    private void code(int code) {
        if (code == 0x18 || code == 0x1a || code == 0x1b || code >= 0x80 && code < 0xa0) {
            anywhere(code);
            return;
        }
        switch (state) {
            case GROUND -> ground(code);
            case OSC -> osc(code);
            case DCS, DCS_PARAMS, DCS_MIDDLE, DCS_BODY -> dcs(code);
            case STRING -> string(code);
            default -> csiOrEscape(code);
        }
    }

    /** Characters that end whatever is being read. */
    private void anywhere(int code) {
        if (state == State.OSC && (code < 0x20 || code == 0x9c)) {
            endOsc(code == 0x1b || code == 0x9c);
        }
        if (state == State.DCS_BODY && (code < 0x20 || code == 0x9c)) {
            on.last = 0;
        }
        switch (code) {
            case 0x1b -> enter(State.ESCAPE, "\u001b");
            case 0x90 -> enter(State.DCS, "\u001bP");
            case 0x9b -> enter(State.CSI, "\u001b[");
            case 0x9d -> enter(State.OSC, "\u001b]");
            case 0x98, 0x9e, 0x9f -> enter(State.STRING, "\u001bX");
            case 0x9c -> state = State.GROUND;
            default -> {
                state = State.GROUND;
                on.control(code);
            }
        }
    }

    private void enter(State next, String introducer) {
        state = next;
        collected = 0;
        params.clear();
        sequence.start(introducer);
    }

    private void ground(int code) {
        if (code < 0x20) {
            on.control(code);
        } else if (code != 0x7f) {
            printer.print(code);
        }
    }

    private void osc(int code) {
        if (code == 0x07) {
            endOsc(true);
            state = State.GROUND;
        } else if (code >= 0x20) {
            sequence.add(code);
        }
    }

    private void endOsc(boolean whole) {
        on.last = 0;
        if (whole && !sequence.isTooLong()) {
            on.labels.run(sequence.body());
        }
    }

    private void string(int code) {
        if (code >= 0xa0) {
            state = State.GROUND;
        } else if (code >= 0x20) {
            sequence.add(code);
        }
    }

    /** Device control strings change nothing that is seen; only their end matters. */
    private void dcs(int code) {
        if (state != State.DCS_BODY) {
            if (code >= 0xa0) {
                state = State.GROUND;
                return;
            }
            if (code < 0x20 || code == 0x7f) {
                return;
            }
            state = header(code);
        }
        if (code >= 0x20) {
            sequence.add(code);
        }
    }

    private State header(int code) {
        if (code >= 0x40) {
            return State.DCS_BODY;
        }
        if (code < 0x30) {
            return State.DCS_MIDDLE;
        }
        boolean misplaced = state == State.DCS_MIDDLE || state == State.DCS_PARAMS && code >= 0x3c;
        return misplaced ? State.DCS_BODY : State.DCS_PARAMS;
    }

    private void csiOrEscape(int code) {
        if (code < 0x20) {
            on.control(code);
        } else if (code >= 0xa0) {
            state = state == State.CSI_IGNORE ? State.CSI_IGNORE : State.GROUND;
        } else if (code != 0x7f) {
            sequence.add(code);
            if (state == State.ESCAPE || state == State.ESCAPE_MIDDLE) {
                escape(code);
            } else {
                csi(code);
            }
        }
    }

    private void escape(int code) {
        if (code < 0x30) {
            collected = collected << 8 | code;
            state = State.ESCAPE_MIDDLE;
        } else if (state == State.ESCAPE_MIDDLE || !introduces(code)) {
            state = State.GROUND;
            controls.escape(collected << 8 | code);
        }
    }

    private boolean introduces(int code) {
        switch (code) {
            case '[' -> state = State.CSI;
            case ']' -> state = State.OSC;
            case 'P' -> state = State.DCS;
            case 'X', '^', '_' -> state = State.STRING;
            default -> {
                return false;
            }
        }
        return true;
    }

    private void csi(int code) {
        if (code >= 0x40) {
            boolean run = state != State.CSI_IGNORE && !sequence.isTooLong();
            state = State.GROUND;
            if (run) {
                controls.sequence(collected << 8 | code, params);
            }
        } else if (state != State.CSI_IGNORE) {
            state = parameter(code);
        }
    }

    private State parameter(int code) {
        if (code < 0x30) {
            collected = collected << 8 | code;
            return State.CSI_MIDDLE;
        }
        if (state == State.CSI_MIDDLE || code >= 0x3c && state == State.CSI_PARAMS) {
            return State.CSI_IGNORE;
        }
        if (code >= 0x3c) {
            collected = code;
        } else {
            params.add(code);
        }
        return State.CSI_PARAMS;
    }
}
