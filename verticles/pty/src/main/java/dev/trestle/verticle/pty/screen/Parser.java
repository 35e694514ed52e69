package dev.trestle.verticle.pty.screen;

/**
 * Takes bytes apart into characters, control characters and sequences: UTF-8 first, then the state machine of the DEC terminals
 * (https://vt100.net/emu/dec_ansi_parser) with the choices of xterm.js where that leaves any.
 */
final class Parser {

    private enum State {
        GROUND,
        ESCAPE,
        ESCAPE_MIDDLE,
        CSI,
        CSI_PARAMS,
        CSI_MIDDLE,
        CSI_IGNORE,
        OSC,
        DCS,
        DCS_PARAMS,
        DCS_MIDDLE,
        DCS_BODY,
        /** SOS, PM and APC. */
        STRING
    }

    private static final int BOM = 0xfeff;

    private final Emulator on;
    private final Printer printer;
    private final Controls controls;
    private final Params params = new Params();
    private final Sequence sequence = new Sequence();

    private State state = State.GROUND;
    private int collected;

    /** A UTF-8 character that is not complete: its bits, how long it is and how many bytes of it are here. */
    private int partial;

    private int wanted;
    private int here;

    Parser(Emulator on) {
        this.on = on;
        this.printer = new Printer(on);
        this.controls = new Controls(on, printer);
    }

    void feed(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (state == State.GROUND && here == 0 && printable(bytes[i])) {
                int start = i;
                while (i < to && printable(bytes[i])) {
                    i++;
                }
                printer.text(bytes, start, i);
            } else {
                octet(bytes[i++]);
            }
        }
    }

    private static boolean printable(byte value) {
        return value >= 0x20 && value != 0x7f;
    }

    /** How many of the bytes fed last are the start of a character that has not come whole. */
    int undecoded() {
        return here;
    }

    /** The start of a sequence that has not come whole; empty between sequences. */
    String unfinished() {
        if (state == State.GROUND) {
            return "";
        }
        if (!sequence.isTooLong()) {
            return sequence.toString();
        }
        return switch (state) {
            case OSC -> "\u001b]x";
            case DCS, DCS_PARAMS, DCS_MIDDLE, DCS_BODY -> "\u001bPx";
            case STRING -> "\u001bX";
            default -> "\u001b[0<";
        };
    }

    private void octet(int value) {
        if (here > 0) {
            if ((value & 0xc0) == 0x80) {
                partial = partial << 6 | value & 0x3f;
                here++;
                if (here == wanted) {
                    decoded();
                }
                return;
            }
            here = 0;
        }
        if (value >= 0) {
            code(value);
        } else if ((value & 0xe0) == 0xc0) {
            begin(2, value & 0x1f);
        } else if ((value & 0xf0) == 0xe0) {
            begin(3, value & 0x0f);
        } else if ((value & 0xf8) == 0xf0) {
            begin(4, value & 0x07);
        }
    }

    private void begin(int length, int bits) {
        wanted = length;
        partial = bits;
        here = 1;
    }

    /** Overlong forms, surrogates and what is beyond Unicode are dropped. */
    private void decoded() {
        here = 0;
        boolean valid = switch (wanted) {
            case 2 -> partial >= 0x80;
            case 3 -> partial >= 0x800 && (partial < 0xd800 || partial > 0xdfff) && partial != BOM;
            default -> partial >= 0x10000 && partial <= 0x10ffff;
        };
        if (valid) {
            code(partial);
        }
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
        if (!whole || sequence.isTooLong()) {
            return;
        }
        String body = sequence.body();
        int digits = 0;
        while (digits < body.length() && Character.digit(body.charAt(digits), 10) >= 0 && body.charAt(digits) < 0x80) {
            digits++;
        }
        boolean known = digits > 0 && digits < 5 && (digits == body.length() || body.charAt(digits) == ';');
        if (known) {
            String text = body.substring(Math.min(digits + 1, body.length()));
            on.labels.run(Integer.parseInt(body.substring(0, digits)), text);
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
