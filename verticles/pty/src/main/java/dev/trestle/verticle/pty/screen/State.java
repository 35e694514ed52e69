package dev.trestle.verticle.pty.screen;

/** Where a {@link Parser} is: between sequences, or in which part of one. */
enum State {
    GROUND(""),
    ESCAPE("\u001b[0<"),
    ESCAPE_MIDDLE("\u001b[0<"),
    CSI("\u001b[0<"),
    CSI_PARAMS("\u001b[0<"),
    CSI_MIDDLE("\u001b[0<"),
    CSI_IGNORE("\u001b[0<"),
    OSC("\u001b]x"),
    DCS("\u001bPx"),
    DCS_PARAMS("\u001bPx"),
    DCS_MIDDLE("\u001bPx"),
    DCS_BODY("\u001bPx"),
    /** SOS, PM and APC. */
    STRING("\u001bX");

    private final String shortest;

    State(String shortest) {
        this.shortest = shortest;
    }

    /** A sequence that leads here and has no effect, for one that grew too long to be kept. */
    String shortest() {
        return shortest;
    }
}
