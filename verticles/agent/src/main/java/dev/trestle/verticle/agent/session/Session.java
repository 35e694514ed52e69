package dev.trestle.verticle.agent.session;

import dev.trestle.bus.Publisher;
import dev.trestle.verticle.agent.backend.Backend;
import dev.trestle.verticle.agent.backend.Ending;
import dev.trestle.verticle.agent.backend.Wanted;
import dev.trestle.wire.AgentEvents.Chunk;
import dev.trestle.wire.AgentEvents.Event;
import dev.trestle.wire.AgentEvents.Option;
import dev.trestle.wire.AgentEvents.Permission;
import dev.trestle.wire.AgentTraits.Status;
import dev.trestle.wire.AgentTraits.Trait;
import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** A conversation with one agent: one turn at a time, others wait. */
public final class Session {

    /** How long a backend may take to end a turn that it was told to end, in milliseconds. */
    private static final long GRACE = 600;

    private final Vertx vertx;
    private final Ground ground;
    private final Questions questions;
    private final Chronicle chronicle;
    private final Runnable onOver;
    private final Prompts prompts;
    private Backend backend;
    private State state = new State.Idle();
    private Event verdict;
    private Future<Void> closed = Future.succeededFuture();
    private long timer;
    private int turns;
    private long lastUsed = System.currentTimeMillis();

    Session(Vertx vertx, Ground ground, Publisher publisher, Runnable onOver) {
        this.vertx = vertx;
        this.ground = ground;
        this.onOver = onOver;
        prompts = new Prompts(ground.limits());
        chronicle = new Chronicle(vertx, publisher, ground.facts(), ground.limits());
        questions = new Questions(vertx, chronicle::add);
    }

    /** From now on it can be prompted, and goes on from {@code past}, which may be {@code null}. */
    public void begin(Backend ready, Past past) {
        backend = ready;
        turns = past == null ? 0 : past.turns();
        chronicle.begin(ready.token(), past);
        chronicle.add(new Status(state.name()));
    }

    Ground ground() {
        return ground;
    }

    /** What never changes about it. */
    public Facts facts() {
        return ground.facts();
    }

    /** As {@code agent.sessions} tells of it. */
    public Agents.Session described() {
        return new Agents.Session(facts().id(), facts().agent(), state.name(), facts().created(), facts().principal());
    }

    /** What has happened in it, so far as it is told. */
    public Agents.Transcript transcript() {
        return chronicle.transcript().told(false);
    }

    /** What another one needs to go on from it. */
    Past past() {
        return chronicle.past();
    }

    /** Whether it has ended. */
    public boolean over() {
        return state instanceof State.Over;
    }

    /** When it was last prompted or over, in epoch milliseconds. */
    long lastUsed() {
        return state instanceof State.Busy ? System.currentTimeMillis() : lastUsed;
    }

    /**
     * Takes a prompt, and yields the name of its turn.
     *
     * @throws Failure {@code BUSY}, {@code RATE_LIMITED}, {@code UNAVAILABLE}, or as {@link Backend#check}
     */
    public String prompt(Wanted wanted, boolean queue, String by) {
        if (state instanceof State.Over over) {
            throw new Failure(ErrorCode.UNAVAILABLE, "the session is over: " + over.why());
        }
        backend.check(wanted);
        prompts.admit(state instanceof State.Busy, queue);
        lastUsed = System.currentTimeMillis();
        var turn = new Turn(this, ++turns, wanted, by);
        if (state instanceof State.Idle) {
            run(turn);
        } else {
            prompts.add(turn);
        }
        return turn.id();
    }

    private void run(Turn turn) {
        chronicle.add(turn.prompt());
        become(new State.Thinking(turn));
        timer = vertx.setTimer(ground.limits().turnMs(), late -> fail(turn, LastWords.tooLong(ground.limits())));
        backend.prompt(turn.wanted(), turn).onComplete(ended -> ended(turn, ended));
    }

    private void ended(Turn turn, AsyncResult<Ending> ended) {
        if (!runs(turn)) {
            return;
        }
        conclude(turn, LastWords.of(turn, ended));
        lastUsed = System.currentTimeMillis();
        var next = prompts.poll();
        if (next == null) {
            become(new State.Idle());
        } else {
            run(next);
        }
    }

    private boolean runs(Turn turn) {
        return state instanceof State.Busy busy && busy.turn() == turn;
    }

    /** Whatever was still open of the turn is closed, and then its last event told: {@code last}, if it is not yet known. */
    private void conclude(Turn turn, Event last) {
        vertx.cancelTimer(timer);
        turn.end();
        questions.cancel();
        chronicle.add(verdict == null ? last : verdict);
        verdict = null;
    }

    /** Ends the turn that runs, within a second, and forgets those that wait. */
    public void cancel() {
        prompts.forget(LastWords::cancelled, chronicle::add);
        if (state instanceof State.Busy busy && verdict == null) {
            busy.turn().cancel();
            press(LastWords.cancelled(busy.turn()));
        }
    }

    /** Ends {@code turn}, which has gone wrong. */
    void fail(Turn turn, Failure cause) {
        if (runs(turn) && verdict == null) {
            turn.end();
            press(LastWords.failed(turn, cause));
        }
    }

    /** Has the backend end its turn, whose last event will be {@code fate}; one that does not is ended itself. */
    private void press(Event fate) {
        verdict = fate;
        vertx.cancelTimer(timer);
        timer = vertx.setTimer(GRACE, late -> end(LastWords.deaf()));
        questions.cancel();
        backend.cancel();
    }

    /** Answers a question of the agent; see {@link Questions#answer}. */
    public void permit(String request, String option, String by) {
        questions.answer(request, option, by);
    }

    /** Asks people, and yields their answer. */
    Future<Option> ask(Turn turn, Permission asked) {
        chronicle.add(asked);
        become(new State.Waiting(turn));
        return questions.ask(asked, ground.limits().permissionMs()).onSuccess(answered -> {
            if (runs(turn) && questions.isEmpty()) {
                become(new State.Thinking(turn));
            }
        });
    }

    /** The agent says so of itself. */
    public void tell(Trait trait) {
        if (state instanceof State.Busy busy ? busy.turn().admitsOne() : !over()) {
            chronicle.add(trait);
        }
    }

    /** The agent of {@code turn} says so. */
    void say(Turn turn, Event event) {
        if (runs(turn) && questions.isEmpty()) {
            become(event instanceof Chunk ? new State.Streaming(turn) : new State.Thinking(turn));
        }
        chronicle.add(event);
    }

    /** The agent is lost. */
    public void end(Failure cause) {
        if (backend == null || over()) {
            return;
        }
        boolean known = state instanceof State.Busy && verdict == null;
        if (state instanceof State.Busy busy) {
            conclude(busy.turn(), LastWords.failed(busy.turn(), cause));
        }
        prompts.forget(turn -> LastWords.failed(turn, cause), chronicle::add);
        if (!known) {
            chronicle.add(LastWords.failed(cause));
        }
        leave(new State.Over(false, cause.getMessage()));
    }

    /** Ends the session because somebody wants so. */
    public Future<Void> stop() {
        if (over()) {
            return closed;
        }
        cancel();
        if (state instanceof State.Busy busy) {
            conclude(busy.turn(), LastWords.cancelled(busy.turn()));
        }
        return leave(new State.Over(true, "it was stopped"));
    }

    private Future<Void> leave(State.Over last) {
        lastUsed = System.currentTimeMillis();
        become(last);
        onOver.run();
        return closed = backend.close();
    }

    /** Of a session that is over: completes when its agent has ended and everything that happened is told. */
    public Future<Void> settled() {
        return Future.join(closed, chronicle.drained()).mapEmpty();
    }

    private void become(State next) {
        boolean news = state.name() != next.name();
        state = next;
        if (news) {
            chronicle.add(new Status(next.name()));
        }
    }
}
