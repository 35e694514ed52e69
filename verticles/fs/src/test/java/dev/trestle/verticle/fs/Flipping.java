package dev.trestle.verticle.fs;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** An attacker: a thread that exchanges pairs of names in one step each, again and again, until it is closed. */
public final class Flipping implements AutoCloseable {

    private interface Renaming extends Library {
        Renaming C = Native.load(Platform.C_LIBRARY_NAME, Renaming.class);
        int HERE = -100;
        int EXCHANGE = 2;

        int renameat2(int fromDirectory, String from, int toDirectory, String to, int flags);
    }

    /** Two names that are exchanged. */
    public record Pair(Path one, Path other) {}

    private final List<Pair> pairs;
    private final Thread thread;
    private final AtomicLong flips = new AtomicLong();
    private volatile boolean closed;

    private Flipping(List<Pair> pairs) {
        this.pairs = pairs;
        this.thread = new Thread(this::run, "attacker");
        thread.start();
    }

    public static Flipping of(Pair... pairs) {
        return new Flipping(List.of(pairs));
    }

    private void run() {
        while (!closed) {
            for (var pair : pairs) {
                var one = pair.one.toString();
                var other = pair.other.toString();
                if (Renaming.C.renameat2(Renaming.HERE, one, Renaming.HERE, other, Renaming.EXCHANGE) == 0) {
                    flips.incrementAndGet();
                }
            }
        }
    }

    /** How many times a pair was exchanged. */
    public long flips() {
        return flips.get();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
