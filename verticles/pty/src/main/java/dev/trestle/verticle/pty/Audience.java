package dev.trestle.verticle.pty;

import dev.trestle.config.PtyConfig;
import dev.trestle.config.PtyConfig.ResizePolicy;
import dev.trestle.wire.Pty;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Those who look at one terminal. They set the pace of its program: it runs as fast as the fastest of them takes the
 * output. One that falls behind is waited for where it would lose bytes, for so long and no longer; then it is detached.
 * Belongs to the terminal's turn.
 */
final class Audience {

    /** The most that is read before everybody gets it. */
    static final int TURN = 32_768;

    private final String terminal;
    private final Ring ring;
    private final ResizePolicy policy;
    private final long patience;
    private final List<Viewer> viewers = new ArrayList<>(2);
    private long held;

    Audience(String terminal, Ring ring, PtyConfig config) {
        this.terminal = terminal;
        this.ring = ring;
        policy = config.resize();
        patience = TimeUnit.MILLISECONDS.toNanos(config.patienceMs());
    }

    int size() {
        return viewers.size();
    }

    void add(Viewer viewer) {
        viewers.add(viewer);
    }

    void remove(Viewer viewer) {
        viewers.remove(viewer);
    }

    /** The one behind this stream, or {@code null}. */
    Viewer find(int stream) {
        for (var viewer : viewers) {
            if (viewer.stream() == stream) {
                return viewer;
            }
        }
        return null;
    }

    /** Sends to each what its credit allows. */
    void deliver() {
        for (var viewer : viewers) {
            viewer.deliver(ring);
        }
    }

    /** Whether more output may be read: nobody looks on, or somebody has all and nobody has to be waited for. */
    boolean wantsMore() {
        held = 0;
        if (viewers.isEmpty()) {
            return true;
        }
        boolean somebodyHasAll = false;
        for (var viewer : viewers) {
            somebodyHasAll |= viewer.position() == ring.end();
        }
        return somebodyHasAll && !waitsForSomebody();
    }

    private boolean waitsForSomebody() {
        long edge = ring.startAfter(TURN);
        long now = System.nanoTime();
        for (var viewer : List.copyOf(viewers)) {
            if (viewer.isPast(edge) || viewer.position() == ring.end()) {
                continue;
            }
            long waited = viewer.holds(now);
            if (waited < patience) {
                held = Math.max(held, patience - waited);
            } else {
                viewers.remove(viewer);
                viewer.lagged(terminal);
            }
        }
        return held > 0;
    }

    /** After how many milliseconds to ask again whether more may be read; {@code -1} for never. */
    int askAgainIn() {
        return held == 0 ? -1 : (int) TimeUnit.NANOSECONDS.toMillis(held) + 1;
    }

    /** Whether everybody has been sent everything. */
    boolean hasAll() {
        for (var viewer : viewers) {
            if (viewer.position() < ring.end()) {
                return false;
            }
        }
        return true;
    }

    /** Takes leave of those who have been sent everything, or of all. */
    void leave(Pty.Exited end, boolean all) {
        viewers.removeIf(viewer -> (all || viewer.position() == ring.end()) && (viewer.exited(end) || all));
    }

    /** The size that {@code asked}, by the viewer {@code by} or by nobody who looks on, leads to. */
    Size choose(Viewer by, Size asked) {
        if (by != null) {
            by.shows(asked.cols(), asked.rows());
        }
        return policy == ResizePolicy.LATEST ? asked : smallest(asked);
    }

    /** The size that is left to have when somebody has gone. */
    Size choose(Size now) {
        return policy == ResizePolicy.LATEST ? now : smallest(now);
    }

    private Size smallest(Size otherwise) {
        int cols = Integer.MAX_VALUE;
        int rows = Integer.MAX_VALUE;
        for (var viewer : viewers) {
            cols = viewer.hasSize() ? Math.min(cols, viewer.cols()) : cols;
            rows = viewer.hasSize() ? Math.min(rows, viewer.rows()) : rows;
        }
        return cols == Integer.MAX_VALUE ? otherwise : new Size(cols, rows);
    }

    /** Tells everybody. */
    void resized(Size size) {
        var news = new Pty.Resized(terminal, size.cols(), size.rows());
        viewers.forEach(viewer -> viewer.tell(news, ring.end()));
    }
}
