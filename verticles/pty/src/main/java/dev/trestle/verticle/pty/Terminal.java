package dev.trestle.verticle.pty;

import dev.trestle.config.PtyConfig;
import dev.trestle.sandbox.Reaper;
import dev.trestle.wire.Empty;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Pty;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A program in a pseudo-terminal, its output and those who look at it.
 *
 * <p>All of this belongs to whoever of the {@link Crew} has its turn: what others want of it they {@link #ask}, and a turn
 * completes the future. Typing goes by without when nothing waits.
 */
final class Terminal {

    private static final int NEVER = -1;

    /** In milliseconds, when to look again for what nobody tells: a terminal that is opened again, the time to be over. */
    private static final int LATER = 50;

    private final Facts facts;
    private final Master master;
    private final Child child;
    private final Reaper reaper;
    private final Crew crew;
    private final Show show;
    private final Audience audience;
    private final Keyboard keyboard;
    private final Duty duty;
    private final Mailbox mailbox;
    private final Watch tty;
    private final Watch end;
    private final Promise<Void> over = Promise.promise();
    private final long linger;
    private boolean hungUp;
    private boolean swept;
    private boolean done;
    private Pty.Exit exit;
    private long closeBy;
    private volatile boolean closed;
    private volatile Standing standing;

    Terminal(Facts facts, Size size, Master master, Child child, Reaper reaper, Crew crew, PtyConfig config) {
        this.facts = facts;
        this.master = master;
        this.child = child;
        this.reaper = reaper;
        this.crew = crew;
        show = new Show(facts.id(), size, master, config);
        audience = show.audience();
        keyboard = new Keyboard(master, config);
        duty = new Duty(crew, this::turn);
        mailbox = new Mailbox(duty);
        tty = crew.watch(master.descriptor(), duty);
        end = crew.watch(child.watch(), duty);
        linger = TimeUnit.MILLISECONDS.toNanos(config.patienceMs());
        standing = new Standing(size, 0, false, null, System.nanoTime());
    }

    Facts facts() {
        return facts;
    }

    Standing standing() {
        return standing;
    }

    int pid() {
        return child.pid();
    }

    /** Types: on the caller's thread, or, when something that was asked before is not done yet, after that. */
    Future<Empty> type(byte[] bytes) {
        if (!mailbox.isIdle()) {
            return ask(() -> {
                keyboard.type(bytes);
                return new Empty();
            });
        }
        if (keyboard.type(bytes)) {
            duty.wake();
        }
        return Future.succeededFuture(new Empty());
    }

    /** It begins, or there may be more credit. */
    void wake() {
        duty.wake();
    }

    /** Called now and then: takes little memory while nothing happens. */
    void tidy() {
        if (show.isSpread()) {
            mailbox.post(show::tidy);
        }
    }

    /** What {@code task} yields in the terminal's turn; {@code NOT_FOUND} when there is none any more. */
    <T> Future<T> ask(Supplier<T> task) {
        var promise = Promise.<T>promise();
        mailbox.post(() -> {
            if (closed) {
                promise.fail(new Failure(ErrorCode.NOT_FOUND, "no such terminal: " + facts.id()));
                return;
            }
            try {
                var result = task.get();
                standing = standing.now(show.size(), audience.size(), done, exit);
                promise.complete(result);
            } catch (RuntimeException refused) {
                promise.fail(refused);
            }
        });
        return promise.future();
    }

    /** Ends the programs; completes when they have ended and those who looked on have been told. */
    Future<Void> close() {
        mailbox.post(() -> closeBy = System.nanoTime() + linger);
        sweep();
        return over.future();
    }

    private void sweep() {
        reaper.end(child.mark()).onComplete(ended -> mailbox.post(() -> swept = true));
    }

    /** In the terminal's turn: sends a signal to the programs in the foreground. */
    void signal(String name) {
        if (exit != null) {
            throw new Failure(ErrorCode.CONFLICT, "the program in this terminal has ended");
        }
        Signals.send(child.pid(), name);
    }

    /** In the terminal's turn: what is seen of it. */
    Show show() {
        return show;
    }

    /** In the terminal's turn: adds one who looks on, or gives the screen to one who does not ({@code null}). */
    Pty.Attached attach(Viewing viewing, Pty.Attach request) {
        var attached = show.attach(viewing, request, standing.exit());
        standing = standing.now(show.size(), audience.size(), done, exit);
        return attached;
    }

    private boolean turn() {
        boolean last = true;
        try {
            boolean more = work();
            last = isOver();
            return more && !last;
        } finally {
            if (last) {
                conclude();
            }
        }
    }

    private boolean work() {
        mailbox.work();
        if (tty.hasFired()) {
            keyboard.flush();
        }
        audience.deliver();
        boolean reading = !done && audience.wantsMore();
        int read = reading ? show.read() : Master.NOTHING;
        hungUp = read == Master.HUNG_UP || hungUp && exit != null;
        if (read > 0) {
            audience.deliver();
        }
        finish(reading && read <= 0);
        if (read == Audience.TURN) {
            return true;
        }
        rest(reading);
        return false;
    }

    private void conclude() {
        audience.leave(facts.exited(exit), true);
        done = true;
        standing = standing.now(show.size(), audience.size(), done, exit);
        closed = true;
        crew.forget(tty);
        crew.forget(end);
        keyboard.close();
        master.close();
        duty.end();
        mailbox.close();
        show.close();
        over.complete();
    }

    private boolean isOver() {
        return closeBy != 0 && done && swept && (audience.hasAll() || isLate());
    }

    private boolean isLate() {
        return closeBy != 0 && System.nanoTime() - closeBy >= 0;
    }

    /** Notices that the program has ended, that its last byte has been read, and tells those who have that. */
    private void finish(boolean drained) {
        if (exit == null && !done && (end.hasFired() || hungUp || swept || child.watch() < 0)) {
            exit = child.ended();
            if (exit != null) {
                sweep();
            }
        }
        boolean ended = exit != null && hungUp || swept && (hungUp || drained || isLate());
        if (ended && !done) {
            done = true;
            keyboard.close();
            master.close();
        }
        if (done) {
            audience.leave(facts.exited(exit), false);
        }
        standing = standing.now(show.size(), audience.size(), done, exit);
    }

    /** Sees to it that there is another turn when something happens. */
    private void rest(boolean reading) {
        if (!done && !hungUp) {
            tty.arm((reading ? Libc.EPOLLIN : 0) | (keyboard.isWaiting() ? Libc.EPOLLOUT : 0));
        }
        if (!done && exit == null) {
            end.arm(Libc.EPOLLIN);
        }
        int later = timeout(reading);
        if (later != NEVER) {
            duty.wakeIn(later);
        }
    }

    private int timeout(boolean reading) {
        if (done) {
            return closeBy == 0 ? NEVER : LATER;
        }
        return hungUp || child.watch() < 0 || closeBy != 0 ? LATER : reading ? NEVER : audience.askAgainIn();
    }
}
