package dev.trestle.verticle.pty.screen;

import java.io.ByteArrayOutputStream;

/**
 * Takes out of replayed output what makes a terminal answer. The program that asked got its answer long ago; a second one would be typed into
 * whatever runs now. One object for one replay: a query may be cut at any byte. Not safe for several threads at once.
 *
 * <p>All other bytes come out as they went in. A sequence comes out when it is whole; what is still held at the end is the {@link #rest}.
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

    private static final int ENQ = 0x05;
    private static final int DECID = 0x9a;
    private static final int ST = 0x9c;

    private final Utf8 utf8 = new Utf8();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    /** The sequence up to this character, and the bytes of this character. */
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    private final ByteArrayOutputStream now = new ByteArrayOutputStream();
    /** The characters of the sequence behind its introducer, without control characters. */
    private final StringBuilder body = new StringBuilder();

    private State state = State.TEXT;

    /** Takes a piece of the replay and gives what a viewer may see of it. */
    public byte[] strip(byte[] bytes, int from, int to) {
        for (int i = plain(bytes, from, to); i < to; i = plain(bytes, i + 1, to)) {
            now.write(bytes[i]);
            int code = utf8.take(bytes[i]);
            if (code != Utf8.NONE) {
                code(code);
            } else if (utf8.pending() == 0) {
                hold();
            }
        }
        byte[] stripped = out.toByteArray();
        out.reset();
        return stripped;
    }

    /** Passes printable ASCII on and says where it ends. */
    private int plain(byte[] bytes, int from, int to) {
        int end = from;
        while (state == State.TEXT && utf8.pending() == 0 && end < to && bytes[end] >= 0x20 && bytes[end] < 0x7f) {
            end++;
        }
        out.write(bytes, from, end - from);
        return end;
    }

    /** Takes a piece of the replay and gives what a viewer may see of it. */
    public byte[] strip(byte[] bytes) {
        return strip(bytes, 0, bytes.length);
    }

    /** What is held of a sequence that did not end with the replay; it goes on in what the program writes now, and is answered. */
    public byte[] rest() {
        flush();
        byte[] rest = out.toByteArray();
        out.reset();
        return rest;
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
            default -> now.reset();
        }
    }

    /** Characters that end what is being read; most begin something. */
    private void anywhere(int code) {
        boolean whole = code == 0x1b || code == ST;
        boolean query = state == State.DROPPED || state == State.OSC && whole && Query.isOsc(body.toString());
        if (query) {
            held.reset();
        } else {
            release();
        }
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
            now.reset();
        } else {
            hold();
        }
    }

    private void pass(int code) {
        if (code == ENQ) {
            now.reset();
        } else {
            flush();
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
                default -> end(code == 'Z');
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
            end(body.length() > Sequence.MOST || Query.isCsi(body.toString()));
        } else {
            collect(code);
        }
    }

    /** A control character is done at once, in the middle of a sequence, so it goes ahead whatever becomes of that. */
    private void aside(int code) {
        if (code != ENQ) {
            out.writeBytes(now.toByteArray());
        }
        now.reset();
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
        if (query) {
            held.reset();
        } else {
            release();
        }
    }

    private void end(boolean query) {
        if (query) {
            held.reset();
            now.reset();
        }
        flush();
        state = State.TEXT;
    }

    private void hold() {
        boolean through = state == State.TEXT || state == State.PASSED;
        boolean endless = held.size() > 2 * Sequence.MOST;
        if (through) {
            flush();
        } else if (!endless) {
            held.writeBytes(now.toByteArray());
        }
        now.reset();
    }

    private void flush() {
        release();
        out.writeBytes(now.toByteArray());
        now.reset();
    }

    private void release() {
        out.writeBytes(held.toByteArray());
        held.reset();
    }
}
