package dev.trestle.verticle.agent.backend;

import io.vertx.core.Future;

/** One agent, for one session. Called on the session's event loop, where what it yields completes too. */
public interface Backend {

    /** Gets ready for prompts; fails with a {@link dev.trestle.wire.Failure}. */
    Future<Void> start();

    /**
     * Refuses a prompt that {@link #prompt} could not take.
     *
     * @throws dev.trestle.wire.Failure {@code UNSUPPORTED} that names what it is
     */
    void check(Wanted wanted);

    /** Answers one prompt, which is never asked while another one is being answered; fails with a {@code Failure}. */
    Future<Ending> prompt(Wanted wanted, Host host);

    /** Ends the answer that is being given: what {@link #prompt} yielded shall complete soon. */
    void cancel();

    /** Ends for good; a prompt that is being answered need not complete. */
    Future<Void> close();

    /** What another one needs to go on where this one is, beside the transcript; {@code null} when nothing. */
    default String token() {
        return null;
    }
}
