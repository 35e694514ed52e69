package dev.trestle.verticle.fs.path;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Times of content that no two files written by this process share.
 *
 * <p>A filesystem's clock ticks every few milliseconds and inodes are used again at once, so two files written one after
 * the other can look alike in every attribute. Each stamp is later than all before it by a nanosecond at least, which
 * filesystems keep that have nanoseconds at all (ext4, xfs, btrfs, tmpfs, apfs).
 */
final class Stamps {

    private static final AtomicLong LAST = new AtomicLong(Long.MIN_VALUE);

    private Stamps() {}

    /** The next stamp, in epoch nanoseconds: {@code now} unless something later was given out or stands in {@code old}. */
    static long next(long now, Facts old) {
        long least = old == null ? now : Math.max(now, old.modified() + 1);
        return LAST.updateAndGet(last -> Math.max(least, last + 1));
    }
}
