package dev.trestle.verticle.pty;

/** A file that a terminal waits for. What is not said to be for any thread belongs to whoever has the terminal's turn. */
final class Watch {

    private final Epoll epoll;
    private final int file;
    private final long key;
    private final Duty duty;
    private volatile boolean fired;
    private boolean known;
    private int armed;

    Watch(Epoll epoll, int file, long key, Duty duty) {
        this.epoll = epoll;
        this.file = file;
        this.key = key;
        this.duty = duty;
    }

    long key() {
        return key;
    }

    /** It is ready; on any thread of the crew. */
    void fire() {
        fired = true;
        duty.ready();
    }

    /** Whether it has been ready since this was asked last. */
    boolean hasFired() {
        boolean was = fired;
        if (was) {
            fired = false;
            armed = 0;
        }
        return was;
    }

    /** Waits for {@code events}, once; for none it does not. Until this is called first, nothing is told of the file. */
    void arm(int events) {
        if (events != 0 && events != armed) {
            armed = events;
            if (known) {
                epoll.arm(file, key, events);
            } else {
                known = true;
                epoll.add(file, key, events);
            }
        }
    }
}
