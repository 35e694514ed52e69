package dev.trestle.verticle.pty.screen;

import java.nio.charset.StandardCharsets;

/**
 * Takes out of replayed output what makes a terminal answer. The program that asked got its answer long ago; a second one would be typed into
 * whatever runs now. One object for one replay: a query may be cut at any byte. Not safe for several threads at once.
 *
 * <p>Focus reports are switched on at the end only, by the {@link #rest}, for a terminal sends the first one at once. All other bytes come out as they went in. A sequence comes out when it is whole; what is still held at the end is in the rest.
 */
public final class Queries {

    private enum State {
        TEXT,
        ESCAPE,
        ESCAPE_MIDDLE,
        CSI,
        OSC,
        DCS,
        /** The body of a string that is no query. */
        PASSED,
        /** The body of one that is. */
        DROPPED
    }

    private static final String FOCUS_ON = "\u001b[?1004h";
    private static final int ENQ = 0x05;
    private static final int DECID = 0x9a;
    private static final int ST = 0x9c;

    private final Utf8 utf8 = new Utf8();
    private final Held held = new Held();
    /** The characters of the sequence behind its introducer, without control characters. */
    private final StringBuilder body = new StringBuilder();

    private State state = State.TEXT;

    /** Whether the program was told of the focus when the replayed output ended. */
    private boolean focus;

    /** Takes a piece of the replay and gives what a viewer may see of it. */
    public byte[] strip(byte[] bytes, int from, int to) {
        for (int i = plain(bytes, from, to); i < to; i = plain(bytes, i + 1, to)) {
            held.add(bytes[i]);
            int code = utf8.take(bytes[i]);
            if (code != Utf8.NONE) {
                code(code);
            } else if (utf8.pending() == 0) {
                hold();
            }
        }
        return held.take();
    }

    /** Passes printable ASCII on and says where it ends. */
    private int plain(byte[] bytes, int from, int to) {
        int end = from;
        while (state == State.TEXT && utf8.pending() == 0 && end < to && bytes[end] >= 0x20 && bytes[end] < 0x7f) {
            end++;
        }
        held.pass(bytes, from, end);
        return end;
    }

    /** Takes a piece of the replay and gives what a viewer may see of it. */
    public byte[] strip(byte[] bytes) {
        return strip(bytes, 0, bytes.length);
    }

    /**
     * What comes after the last piece: focus reports when these were left on, for a terminal sends one as soon as they are; and the start of a
     * sequence that goes on in what the program writes now, and is answered.
     */
    public byte[] rest() {
        byte[] on = focus ? FOCUS_ON.getBytes(StandardCharsets.US_ASCII) : new byte[0];
        held.pass(on, 0, on.length);
        held.releaseAll();
        focus = false;
        return held.take();
    }

    private void code(int code) {
        if (code == 0x18 || code == 0x1a || code == 0x1b || code >= 0x80 && code < 0xa0) {
            anywhere(code);
            return;
        }
        switch (state) {
            case TEXT -> pass(code);
            case ESCAPE, ESCAPE_MIDDLE -> escape(code);
            case CSI -> csi(code);
            case OSC -> osc(code);
            case DCS -> dcs(code);
            case PASSED -> hold();
            default -> held.drop();
        }
    }

    /** Characters that end what is being read; most begin something. */
    private void anywhere(int code) {
        boolean whole = code == 0x1b || code == ST;
        boolean query = state == State.DROPPED || state == State.OSC && whole && Query.isOsc(body.toString());
        held.settle(query);
        State next = switch (code) {
            case 0x1b -> State.ESCAPE;
            case 0x90 -> State.DCS;
            case 0x9b -> State.CSI;
            case 0x9d -> State.OSC;
            case 0x98, 0x9e, 0x9f -> State.PASSED;
            default -> State.TEXT;
        };
        body.setLength(0);
        state = next;
        if (code == DECID || query && code == ST) {
            held.drop();
        } else {
            hold();
        }
    }

    private void pass(int code) {
        if (code == ENQ) {
            held.drop();
        } else {
            held.releaseAll();
        }
    }

    private void escape(int code) {
        if (code < 0x20) {
            aside(code);
        } else if (code == 0x7f || code < 0x30) {
            state = code < 0x30 ? State.ESCAPE_MIDDLE : state;
            hold();
        } else if (state == State.ESCAPE_MIDDLE || code > 0x7f) {
            end(false);
        } else {
            switch (code) {
                case '[' -> begin(State.CSI);
                case ']' -> begin(State.OSC);
                case 'P' -> begin(State.DCS);
                case 'X', '^', '_' -> begin(State.PASSED);
                default -> {
                    focus = focus && code != 'c';
                    end(code == 'Z');
                }
            }
        }
    }

    private void csi(int code) {
        if (code < 0x20) {
            aside(code);
        } else if (code >= 0xa0) {
            end(false);
        } else if (code == 0x7f) {
            hold();
        } else if (code >= 0x40) {
            collect(code);
            end(body.length() > Sequence.MOST || Query.isCsi(body.toString()) || asksForFocus(body.toString()));
        } else {
            collect(code);
        }
    }

    /** Focus reports are put off to the end of the replay; what switches them off is passed. */
    private boolean asksForFocus(String sequence) {
        switch (sequence) {
            case "?1004h" -> focus = true;
            case "?1004l", "!p" -> focus = false;
            default -> {}
        }
        return sequence.equals("?1004h");
    }

    /** A control character is done at once, in the middle of a sequence, so it goes ahead whatever becomes of that. */
    private void aside(int code) {
        if (code != ENQ) {
            held.ahead();
        }
        held.drop();
    }

    private void osc(int code) {
        if (code == 0x07) {
            end(Query.isOsc(body.toString()));
        } else if (code < 0x20) {
            hold();
        } else {
            collect(code);
            if (body.length() > Sequence.MOST) {
                string(Query.isColours(body.toString()));
            }
        }
    }

    private void dcs(int code) {
        if (code >= 0xa0) {
            end(false);
        } else if (code < 0x20 || code == 0x7f) {
            hold();
        } else {
            collect(code);
            if (code >= 0x40) {
                string(Query.isDcs(body.toString()));
            }
        }
    }

    private void begin(State next) {
        hold();
        state = next;
    }

    private void collect(int code) {
        if (body.length() <= Sequence.MOST) {
            body.appendCodePoint(code);
        }
        hold();
    }

    /** The rest of a string is passed or dropped as it comes. */
    private void string(boolean query) {
        state = query ? State.DROPPED : State.PASSED;
        held.settle(query);
    }

    private void end(boolean query) {
        held.settle(query);
        if (query) {
            held.drop();
        }
        held.ahead();
        state = State.TEXT;
    }

    private void hold() {
        if (state == State.TEXT || state == State.PASSED) {
            held.releaseAll();
        } else {
            held.hold();
        }
    }
}
