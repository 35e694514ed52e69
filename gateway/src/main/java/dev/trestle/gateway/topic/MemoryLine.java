package dev.trestle.gateway.topic;

import dev.trestle.gateway.topic.TopicLog.Entry;
import java.util.ArrayList;
import java.util.List;

/** One topic in memory: a ring of its last events. A topic without events costs this object alone. */
final class MemoryLine {

    /** What an event costs beside its body: the array's header, its reference and its time. */
    private static final int OVERHEAD = 32;

    private static final byte[][] NO_BODIES = {};
    private static final long[] NO_TIMES = {};

    private final String life;
    private final long birth;
    private byte[][] bodies = NO_BODIES;
    private long[] times = NO_TIMES;
    private int start;
    private int size;
    private long last;
    private boolean held;

    /** A line whose number, among all lines there ever were in the log {@code life}, is {@code birth}. */
    MemoryLine(String life, long birth) {
        this.life = life;
        this.birth = birth;
    }

    /** A line that goes on after number {@code last} of {@code epoch}. */
    static MemoryLine of(String epoch, long last) {
        int border = epoch.indexOf('-') + 1;
        long birth = Long.parseLong(epoch.substring(border), Character.MAX_RADIX);
        var line = new MemoryLine(epoch.substring(0, border), birth);
        line.last = last;
        return line;
    }

    String epoch() {
        return life + Long.toString(birth, Character.MAX_RADIX);
    }

    long last() {
        return last;
    }

    long first() {
        return last - size + 1;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean held() {
        return held;
    }

    void hold(boolean followed) {
        held = followed;
    }

    /** Appends an event and yields how many bytes more are kept. */
    int add(byte[] body, long time) {
        if (size == bodies.length) {
            grow();
        }
        int at = (start + size) % bodies.length;
        bodies[at] = body;
        times[at] = time;
        size++;
        last++;
        return body.length + OVERHEAD;
    }

    private void grow() {
        int capacity = Math.max(2, size * 2);
        var more = new byte[capacity][];
        var moreTimes = new long[capacity];
        for (int i = 0; i < size; i++) {
            int at = (start + i) % bodies.length;
            more[i] = bodies[at];
            moreTimes[i] = times[at];
        }
        bodies = more;
        times = moreTimes;
        start = 0;
    }

    /** Forgets the oldest event and yields how many bytes that frees. */
    int removeFirst() {
        int freed = bodies[start].length + OVERHEAD;
        bodies[start] = null;
        start = (start + 1) % bodies.length;
        if (--size == 0) {
            bodies = NO_BODIES;
            times = NO_TIMES;
            start = 0;
        }
        return freed;
    }

    int size() {
        return size;
    }

    /** When the oldest event was appended. */
    long oldest() {
        return times[start];
    }

    List<Entry> after(long after, int limit, int bytes) {
        var entries = new ArrayList<Entry>();
        int left = bytes;
        for (long seq = Math.max(Math.min(after, last) + 1, first()); seq <= last && entries.size() < limit; seq++) {
            var body = bodies[(int) ((start + seq - first()) % bodies.length)];
            left -= body.length;
            if (left < 0 && !entries.isEmpty()) {
                break;
            }
            entries.add(new Entry(seq, body));
        }
        return entries;
    }
}
