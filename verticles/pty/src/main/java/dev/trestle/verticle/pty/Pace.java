package dev.trestle.verticle.pty;

import java.util.concurrent.TimeUnit;

/**
 * How fast bytes may come in the long run, with some at once in between. Whoever still has some left may send more than
 * that, and waits longer for it: no message is too large for ever. One thread at a time.
 */
final class Pace {

    private final long perSecond;
    private final long atOnce;
    private long left;
    private long lookedAt;

    /** Lets {@code atOnce} bytes come at {@code now}, in nanoseconds, and {@code perSecond} more each second. */
    Pace(long perSecond, long atOnce, long now) {
        this.perSecond = perSecond;
        this.atOnce = atOnce;
        left = atOnce;
        lookedAt = now;
    }

    /** Takes {@code bytes} in and yields 0; or the milliseconds after which to try again. */
    long take(int bytes, long now) {
        long elapsed = Math.min(now - lookedAt, TimeUnit.SECONDS.toNanos(1 + (atOnce - left) / perSecond));
        long more = (long) ((double) elapsed / TimeUnit.SECONDS.toNanos(1) * perSecond);
        if (more > 0) {
            left = Math.min(atOnce, left + more);
            lookedAt = now;
        }
        if (left > 0) {
            left -= bytes;
            return 0;
        }
        return 1 + TimeUnit.SECONDS.toMillis(1 - left) / perSecond;
    }
}
