package dev.trestle.verticle.pty;

import dev.trestle.config.PtyConfig;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Pty;
import java.nio.charset.StandardCharsets;

/** The output of one terminal, its size, and who gets to see it. Belongs to the terminal's turn. */
final class Show implements AutoCloseable {

    /** As many bytes as no echo of a key has. */
    private static final int A_LOT = 1_024;

    private final Master master;
    private final Ring ring;
    private final Past past;
    private final Audience audience;
    private Size size;
    private long tidied;

    Show(String terminal, Size size, Master master, PtyConfig config) {
        this.size = size;
        this.master = master;
        ring = new Ring(config.scrollbackBytes(), Audience.TURN);
        past = new Past(ring, size);
        audience = new Audience(terminal, ring, config);
    }

    Size size() {
        return size;
    }

    Audience audience() {
        return audience;
    }

    /**
     * Reads one turn: how much there was, {@link Master#NOTHING} or {@link Master#HUNG_UP}. An echo is passed on at once; a
     * program that writes a lot gets the processor first, since many small messages cost more than the bytes in them.
     */
    int read() {
        past.makeRoom(Audience.TURN);
        int total = 0;
        int rested = 0;
        while (total < Audience.TURN) {
            int read = master.read(ring, Audience.TURN - total);
            if (read > 0) {
                total += read;
                if (total < A_LOT) {
                    return total;
                }
            } else if (read == Master.NOTHING && total - rested >= A_LOT) {
                rested = total;
                Thread.yield();
            } else {
                return total > 0 ? total : read;
            }
        }
        return total;
    }

    /**
     * Adds one who looks on, or gives the screen to one who does not.
     *
     * @param viewing {@code null} for the latter
     * @param exit how the program has ended, if it has
     */
    Pty.Attached attach(Viewing viewing, Pty.Attach request, Pty.Exit exit) {
        var since = request.since();
        if (since != null && since > ring.end()) {
            throw new Failure(
                    ErrorCode.INVALID_ARGUMENT, "since must be an offset up to " + ring.end() + ", not " + since);
        }
        var picture = request.snapshot() ? past.picture() : null;
        long from = picture == null ? startOf(since) : picture.offset();
        if (viewing != null) {
            boolean again = picture == null && since == null;
            audience.add(viewing.begin(from, again ? past.withoutQueries(from) : null));
        }
        var stream = viewing == null ? null : viewing.stream();
        var screen = picture == null ? null : new String(picture.bytes(), StandardCharsets.UTF_8);
        return new Pty.Attached(stream, from, size.cols(), size.rows(), exit, screen);
    }

    private long startOf(Long since) {
        long oldest = ring.start();
        return since != null && since >= oldest ? since : oldest == 0 ? 0 : ring.border(oldest);
    }

    /** Whether {@link #tidy} may have something to do; any thread may call. */
    boolean isSpread() {
        return past.isSpread();
    }

    /** Called now and then: takes little memory when there has been no output since the last time. */
    void tidy() {
        if (tidied == ring.end()) {
            past.rest();
        }
        tidied = ring.end();
    }

    /** One does not look on any more. */
    void detach(Viewing viewing) {
        audience.remove(viewing.viewer());
        become(audience.choose(size));
    }

    /** Whoever is behind {@code stream}, {@code null} for nobody, shows this size. */
    void resize(Integer stream, Size asked) {
        become(audience.choose(stream == null ? null : audience.find(stream), asked));
    }

    private void become(Size chosen) {
        if (!chosen.equals(size)) {
            size = chosen;
            past.resize(size);
            master.resize(size.cols(), size.rows());
            audience.resized(size);
        }
    }

    @Override
    public void close() {
        ring.close();
    }
}
