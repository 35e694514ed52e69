package dev.trestle.verticle.fs.deed;

import dev.trestle.bus.Call;
import dev.trestle.wire.Fs.EntryType;
import dev.trestle.wire.Watch.Origin;
import dev.trestle.wire.Watch.OriginKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What calls do to the paths of one workspace, and have done within the last second. Nothing is kept while nobody watches.
 * Any thread may call.
 */
public final class Deeds {

    /** Far longer than a watcher takes to tell, in nanoseconds. */
    private static final long KEPT = TimeUnit.SECONDS.toNanos(1);

    private static final int MOST = 10_000;

    private static final Origin OUTSIDE = new Origin(OriginKind.OUTSIDE, null, null);

    private final NavigableMap<String, List<Deed>> byPath = new TreeMap<>();
    private final Deque<Deed> ended = new ArrayDeque<>();
    private boolean watched;
    private long sureFrom;

    /** Whether somebody watches from now on. */
    public synchronized void watch(boolean now) {
        watched = now;
        byPath.clear();
        ended.clear();
        doubt();
    }

    /** Something was done that is not known. */
    private void doubt() {
        sureFrom = System.nanoTime() + KEPT;
    }

    /** What {@code call} is going to do is noted by what this yields. */
    public Doing by(Call call) {
        return new Doing(this, call);
    }

    /** {@code deed} has begun; whether that is of interest. */
    synchronized boolean begin(Deed deed) {
        if (watched) {
            byPath.computeIfAbsent(deed.path(), any -> new ArrayList<>(1)).add(deed);
        }
        return watched;
    }

    /** {@code deed} is over, and nothing has changed or {@code left} is there now. */
    synchronized void end(Deed deed, String left) {
        deed.over(left, System.nanoTime());
        if (deed.hasChanged()) {
            ended.add(deed);
        } else {
            remove(deed);
        }
        if (ended.size() > MOST) {
            remove(ended.poll());
            doubt();
        }
        notifyAll();
    }

    private void remove(Deed deed) {
        var deeds = byPath.get(deed.path());
        if (deeds != null && deeds.remove(deed) && deeds.isEmpty()) {
            byPath.remove(deed.path());
        }
    }

    /**
     * Who did it, that {@code path} is as it is now; {@code null} when nobody knows. Waits at most {@code patience}
     * nanoseconds for a call that is still at it.
     *
     * @param type what is there, {@code null} when nothing is any more
     * @param etag of a file
     */
    public synchronized Origin of(String path, EntryType type, String etag, long patience) throws InterruptedException {
        long end = System.nanoTime() + patience;
        for (long left = patience; left > 0 && isBusy(path); left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        forget();
        var look = Deed.look(type, etag);
        var deed = at(path).filter(one -> one.left(look)).reduce((one, later) -> later);
        if (deed.isEmpty() && type == null) {
            deed = above(path).filter(Deed::deletes).reduce((one, later) -> later);
        }
        boolean unknown = sureFrom - System.nanoTime() > 0 || at(path).findAny().isPresent() || isNear(path);
        return deed.map(Deed::origin).orElse(unknown ? null : OUTSIDE);
    }

    private boolean isBusy(String path) {
        return at(path).anyMatch(deed -> !deed.isOver());
    }

    private void forget() {
        long now = System.nanoTime();
        while (!ended.isEmpty() && now - ended.peek().end() > KEPT) {
            remove(ended.poll());
        }
    }

    private Stream<Deed> at(String path) {
        return byPath.getOrDefault(path, List.of()).stream();
    }

    private Stream<Deed> above(String path) {
        return Stream.iterate(path.lastIndexOf('/'), slash -> slash > 0, slash -> path.lastIndexOf('/', slash - 1))
                .flatMap(slash -> at(path.substring(0, slash)));
    }

    /** Whether a call does something above or below. */
    private boolean isNear(String path) {
        var below = byPath.ceilingKey(path + "/");
        return below != null && below.startsWith(path + "/")
                || above(path).findAny().isPresent();
    }
}
