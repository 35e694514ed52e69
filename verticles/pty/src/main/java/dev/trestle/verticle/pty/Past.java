package dev.trestle.verticle.pty;

import dev.trestle.verticle.pty.screen.Picture;
import dev.trestle.verticle.pty.screen.Queries;
import dev.trestle.verticle.pty.screen.Screen;
import java.util.Arrays;

/**
 * What those get to see who come late: the screen as it is, or the output that is kept, of which nothing makes a terminal
 * answer. Belongs to the terminal's turn.
 *
 * <p>The screen is drawn no sooner than somebody asks for it or the bytes for it are about to go, and what plain text has
 * pushed out of it again by then is not drawn at all.
 */
final class Past {

    /** How much is drawn at once, at least what is read at once. */
    private static final int AHEAD = 65_536;

    private static final int PIECE = 16_384;

    /** How far ahead is looked for what need not be drawn. */
    private static final int VIEW = 262_144;

    private final Ring ring;
    private final Screen screen;
    /** What is about to be drawn; kept from one piece to the next, as a flood has many. */
    private byte[] piece;

    private volatile boolean spread;

    private long drawn;
    /** Up to here was looked in vain for what need not be drawn. */
    private long seen;

    Past(Ring ring, Size size) {
        this.ring = ring;
        screen = new Screen(colsOf(size), size.rows());
        screen.pack();
    }

    private static int colsOf(Size size) {
        return Math.max(Screen.FEWEST_COLS, size.cols());
    }

    /** The size changes here. */
    void resize(Size size) {
        drawAll();
        spread = true;
        screen.resize(colsOf(size), size.rows());
    }

    /** To be called before {@code bytes} more are read: what would go then is drawn. */
    void makeRoom(int bytes) {
        long needed = ring.startAfter(bytes);
        if (drawn < needed) {
            spread = true;
            skim(Math.min(ring.end(), drawn + VIEW));
        }
        if (drawn < needed) {
            draw(Math.min(ring.end(), drawn + AHEAD));
        }
    }

    /** Passes over plain text of which nothing is left at the end of it. */
    private void skim(long end) {
        int lines = drawn < seen ? -1 : screen.forgetsAfter();
        if (lines >= 0) {
            long from = ring.linesBefore(drawn, ring.plain(drawn, end), lines);
            seen = from == drawn ? end : seen;
            screen.skip(from - drawn);
            drawn = from;
        }
    }

    private void draw(long end) {
        piece = piece == null && drawn < end ? new byte[PIECE] : piece;
        while (drawn < end) {
            int length = (int) Math.min(piece.length, end - drawn);
            ring.copy(drawn, piece, 0, length);
            screen.feed(piece, 0, length);
            drawn += length;
        }
    }

    private void drawAll() {
        if (drawn < ring.end()) {
            skim(ring.end());
            draw(ring.end());
        }
    }

    /** The screen now. */
    Picture picture() {
        drawAll();
        var picture = screen.picture();
        rest();
        return picture;
    }

    /** Whether it may take more memory than it must while nothing is drawn; any thread may call. */
    boolean isSpread() {
        return spread;
    }

    /** Takes little memory until there is more to draw. */
    void rest() {
        piece = null;
        screen.pack();
        spread = false;
    }

    /**
     * All output from {@code offset} on, with as many bytes as it has: queries are taken out, and NULs, which a terminal
     * passes over, come first in their place.
     */
    byte[] withoutQueries(long offset) {
        var bytes = new byte[(int) (ring.end() - offset)];
        ring.copy(offset, bytes, 0, bytes.length);
        var queries = new Queries();
        var kept = queries.strip(bytes);
        var rest = queries.rest();
        int start = bytes.length - kept.length - rest.length;
        Arrays.fill(bytes, 0, start, (byte) 0);
        System.arraycopy(kept, 0, bytes, start, kept.length);
        System.arraycopy(rest, 0, bytes, start + kept.length, rest.length);
        return bytes;
    }
}
