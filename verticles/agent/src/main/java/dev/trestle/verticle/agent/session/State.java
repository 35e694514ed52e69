package dev.trestle.verticle.agent.session;

import dev.trestle.wire.Agents;

/** What a session does. */
sealed interface State {

    /** Waits for a prompt. */
    record Idle() implements State {
        @Override
        public Agents.State name() {
            return Agents.State.IDLE;
        }
    }

    /** The agent works on {@code turn} and says nothing. */
    record Thinking(Turn turn) implements Busy {
        @Override
        public Agents.State name() {
            return Agents.State.THINKING;
        }
    }

    /** The agent answers. */
    record Streaming(Turn turn) implements Busy {
        @Override
        public Agents.State name() {
            return Agents.State.STREAMING;
        }
    }

    /** The agent waits for somebody's permission. */
    record Waiting(Turn turn) implements Busy {
        @Override
        public Agents.State name() {
            return Agents.State.WAITING;
        }
    }

    /** The session has ended, by somebody's wish or not. */
    record Over(boolean wanted, String why) implements State {
        @Override
        public Agents.State name() {
            return wanted ? Agents.State.STOPPED : Agents.State.ERROR;
        }
    }

    /** A turn runs. */
    sealed interface Busy extends State {
        Turn turn();
    }

    /** As clients are told. */
    Agents.State name();
}
