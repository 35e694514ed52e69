package dev.trestle.verticle.pty;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be done for one terminal now and then: by a thread of the {@link Crew}, one at a time, so that all that a turn
 * touches needs no lock. A turn begins after {@link #wake}, or when a file is ready that was waited for.
 */
final class Duty {

    private static final Logger LOGGER = LoggerFactory.getLogger(Duty.class);

    private static final int IDLE = 0;
    private static final int DUE = 1;
    private static final int RUNNING = 2;
    private static final int RUNNING_AND_DUE = 3;

    private final Crew crew;
    private final BooleanSupplier turn;
    private final AtomicInteger state = new AtomicInteger();
    private volatile boolean over;
    private long alarm = System.nanoTime();

    /** {@code turn} yields whether it wants to go on at once, after others. */
    Duty(Crew crew, BooleanSupplier turn) {
        this.crew = crew;
        this.turn = turn;
    }

    /** There is something to do; any thread may call. */
    void wake() {
        if (becomesDue()) {
            crew.enqueue(this);
        }
    }

    /** Whether nobody else sees to its next turn. */
    private boolean becomesDue() {
        int now = state.getAndUpdate(before -> before == IDLE ? DUE : before == RUNNING ? RUNNING_AND_DUE : before);
        return now == IDLE;
    }

    /** A file of it is ready; on a thread of the crew, which sees to the turn at once unless another does. */
    void ready() {
        if (becomesDue()) {
            run();
        }
    }

    /** Takes a turn that is due. */
    void run() {
        state.set(RUNNING);
        boolean more = !over && take();
        if (more || !state.compareAndSet(RUNNING, IDLE)) {
            state.set(DUE);
            crew.again(this);
        }
    }

    private boolean take() {
        try {
            return turn.getAsBoolean();
        } catch (RuntimeException bug) {
            LOGGER.atError().setCause(bug).log("a terminal cannot go on");
            return false;
        }
    }

    /** In a turn: there will be another no later than so, in milliseconds. */
    void wakeIn(int milliseconds) {
        long now = System.nanoTime();
        long at = now + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        if (alarm - now <= 0 || at - alarm < 0) {
            alarm = at;
            crew.wake(this, milliseconds);
        }
    }

    /** In a turn: it is the last. */
    void end() {
        over = true;
    }
}
