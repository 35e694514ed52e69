package dev.trestle.launcher;

/** How the process ends. Scripts rely on these numbers. */
final class ExitCode {

    /** It did what it was asked; a node has drained. */
    static final int DONE = 0;

    /** Anything that the others do not say. */
    static final int BROKEN = 1;

    /** Wrong usage or configuration; a sentence says what to do. */
    static final int MISUSED = 2;

    /** The server answered the call with an error. */
    static final int REFUSED = 3;

    private ExitCode() {}
}
