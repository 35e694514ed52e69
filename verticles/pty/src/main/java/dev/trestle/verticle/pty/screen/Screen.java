package dev.trestle.verticle.pty.screen;

import java.nio.charset.StandardCharsets;

/**
 * What a terminal shows, without one: fed with the program's output, it gives a {@link Picture} at any byte. Not safe for several threads
 * at once.
 *
 * <p>It keeps up to {@value #HISTORY} lines that scrolled away, for these come back when a terminal grows, and a late viewer can scroll a
 * bit. An idle one should be {@linkplain #pack packed}: then it costs its picture, a few KiB.
 */
public final class Screen {

    /** Lines above the screen that are kept. */
    public static final int HISTORY = 100;

    /** Until a saved cursor that goes up with its line does not come back by any change of the size either. */
    private static final int LIFETIMES = 3;

    /** A terminal has no fewer columns than a wide character takes. */
    public static final int FEWEST_COLS = 2;

    private int cols;
    private int rows;
    private long fed;
    private Emulator emulator;
    private Parser parser;
    /** The picture of a packed screen, which has no emulator. */
    private byte[] packed;

    /** @throws IllegalArgumentException when a terminal cannot be that small */
    public Screen(int cols, int rows) {
        size(cols, rows);
        start();
    }

    private void size(int newCols, int newRows) {
        if (newCols < FEWEST_COLS || newRows < 1) {
            throw new IllegalArgumentException("A screen has at least " + FEWEST_COLS + " columns and 1 row, not "
                    + newCols + " and " + newRows + ".");
        }
        cols = newCols;
        rows = newRows;
    }

    private void start() {
        emulator = new Emulator(cols, rows, HISTORY);
        parser = new Parser(emulator);
    }

    /** Takes output of the program. No bytes make it fail. */
    public void feed(byte[] bytes, int from, int to) {
        unpack();
        parser.feed(bytes, from, to);
        fed += to - from;
    }

    /** Takes output of the program. */
    public void feed(byte[] bytes) {
        feed(bytes, 0, bytes.length);
    }

    /** @throws IllegalArgumentException when a terminal cannot be that small */
    public void resize(int newCols, int newRows) {
        unpack();
        size(newCols, newRows);
        emulator.resize(newCols, newRows);
    }

    /** What it shows now. */
    public Picture picture() {
        long offset = fed - (packed == null ? parser.undecoded() : 0);
        return new Picture(packed == null ? draw() : packed.clone(), offset);
    }

    private byte[] draw() {
        return (new PictureWriter(emulator).write() + parser.unfinished()).getBytes(StandardCharsets.UTF_8);
    }

    /** Gives back all memory but the picture, until the next byte. Does nothing in the middle of a character. */
    public void pack() {
        if (packed == null && parser.undecoded() == 0) {
            packed = draw();
            emulator = null;
            parser = null;
        }
    }

    /**
     * After how many lines of {@link PlainText} nothing is left of what is on the screen and above it now; below zero where a
     * part of it would stay, or in the middle of a sequence.
     */
    public int forgetsAfter() {
        unpack();
        return parser.isBetween() && emulator.page().scrollsWhole() ? LIFETIMES * (rows + HISTORY) : -1;
    }

    /** Takes so many bytes of plain text as fed, of which nothing is left after what is fed next. */
    public void skip(long bytes) {
        fed += bytes;
    }

    private void unpack() {
        if (packed != null) {
            start();
            parser.feed(packed, 0, packed.length);
            packed = null;
        }
    }
}
