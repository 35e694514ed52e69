package dev.trestle.verticle.pty;

import dev.trestle.config.PtyConfig;
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
 * <p>It has a thread, {@code pty-N}, to which all of this belongs: what others want of it they {@link #ask}, and the thread
 * completes the future. Only typing goes by without the thread.
 */
final class Terminal implements Runnable {

    private static final int NEVER = -1;

    /** In milliseconds, when to look again for what nobody tells: a terminal that is opened again, the time to be over. */
    private static final int LATER = 50;

    /** After how many turns of output without a pause to look whether the program has ended all the same. */
    private static final int TURNS = 64;

    private static final int TTY = 0;
    private static final int BELL = 1;
    private static final int CHILD = 2;

    private final Facts facts;
    private final Master master;
    private final Child child;
    private final Reaper reaper;
    private final Show show;
    private final Audience audience;
    private final Keyboard keyboard;
    private final Mailbox mailbox = new Mailbox();
    private final Poll poll = new Poll();
    private final Promise<Void> over = Promise.promise();
    private final long linger;
    private boolean hungUp;
    private boolean swept;
    private boolean done;
    private Pty.Exit exit;
    private long closeBy;
    private volatile boolean closed;
    private volatile Standing standing;

    Terminal(Facts facts, Size size, Master master, Child child, Reaper reaper, PtyConfig config) {
        this.facts = facts;
        this.master = master;
        this.child = child;
        this.reaper = reaper;
        show = new Show(facts.id(), size, master, config);
        audience = show.audience();
        keyboard = new Keyboard(master, config);
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

    /** Types; on the caller's thread. */
    void type(byte[] bytes) {
        if (keyboard.type(bytes)) {
            mailbox.wake();
        }
    }

    /** There may be more credit. */
    void wake() {
        mailbox.wake();
    }

    /** What {@code task} yields on the terminal's thread; {@code NOT_FOUND} when that has ended. */
    <T> Future<T> ask(Supplier<T> task) {
        var promise = Promise.<T>promise();
        mailbox.post(() -> {
            if (closed) {
                promise.fail(new Failure(ErrorCode.NOT_FOUND, "no such terminal: " + facts.id()));
                return;
            }
            try {
                var result = task.get();
                changed();
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

    /** On the terminal's thread: sends a signal to the programs in the foreground. */
    void signal(String name) {
        if (exit != null) {
            throw new Failure(ErrorCode.CONFLICT, "the program in this terminal has ended");
        }
        Signals.send(child.pid(), name);
    }

    /** On the terminal's thread: what is seen of it. */
    Show show() {
        return show;
    }

    /** On the terminal's thread: adds one who looks on, or gives the screen to one who does not ({@code null}). */
    Pty.Attached attach(Viewing viewing, Pty.Attach request) {
        var attached = show.attach(viewing, request, standing.exit());
        changed();
        return attached;
    }

    private void changed() {
        int attached = show.audience().size();
        boolean same = attached == standing.attached() && show.size().equals(standing.size());
        if (!same || done != standing.over()) {
            long since =
                    attached == standing.attached() && done == standing.over() ? standing.since() : System.nanoTime();
            standing = new Standing(show.size(), attached, done, done ? exit : null, since);
        }
    }

    @Override
    public void run() {
        try {
            for (int turn = 1; !isOver(); turn++) {
                mailbox.work();
                audience.deliver();
                boolean more = !done && !hungUp && audience.wantsMore();
                boolean read = more && read();
                if (!read || turn % TURNS == 0) {
                    finish(more && !read);
                }
                if (!read && mailbox.maySleep()) {
                    sleep(more);
                }
            }
        } finally {
            audience.leave(exited(), true);
            standing = new Standing(show.size(), 0, true, exit, System.nanoTime());
            closed = true;
            release();
            over.complete();
        }
    }

    private boolean isOver() {
        return closeBy != 0 && done && swept && (audience.hasAll() || isLate());
    }

    private boolean isLate() {
        return closeBy != 0 && System.nanoTime() - closeBy >= 0;
    }

    /** Reads one turn; whether there was anything. */
    private boolean read() {
        int read = show.read();
        hungUp = read == Master.HUNG_UP;
        return read > 0;
    }

    /** Notices that the program has ended, that its last byte has been read, and tells those who have that. */
    private void finish(boolean drained) {
        if (exit == null && !done) {
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
            audience.leave(exited(), false);
        }
        changed();
    }

    private void sleep(boolean reading) {
        int events = (reading ? Libc.POLLIN : 0) | (keyboard.isWaiting() ? Libc.POLLOUT : 0);
        poll.set(TTY, done || hungUp || events == 0 ? NEVER : master.descriptor(), events);
        poll.set(BELL, mailbox.bell(), Libc.POLLIN);
        poll.set(CHILD, done || exit != null ? NEVER : child.watch(), Libc.POLLIN);
        poll.sleep(timeout(reading));
        mailbox.awake(poll.isReady(BELL));
        if (poll.isReady(TTY)) {
            keyboard.flush();
        }
        if (exit == null) {
            hungUp = false;
        }
    }

    private int timeout(boolean reading) {
        if (done) {
            return closeBy == 0 ? NEVER : LATER;
        }
        return hungUp || child.watch() < 0 || closeBy != 0 ? LATER : reading ? NEVER : audience.askAgainIn();
    }

    private Pty.Exited exited() {
        return exit == null
                ? new Pty.Exited(facts.id(), null, null, "it did not end")
                : new Pty.Exited(facts.id(), exit.code(), exit.signal(), null);
    }

    private void release() {
        keyboard.close();
        master.close();
        mailbox.close();
        poll.close();
        show.close();
    }
}
