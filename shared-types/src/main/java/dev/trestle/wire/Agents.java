package dev.trestle.wire;

import java.util.List;
import java.util.Locale;

/**
 * Everything the agent verticle offers. This file is its whole contract, with {@link AgentEvents}.
 *
 * <p>A session is a conversation with one agent in one workspace. It lives in a worker and outlives the connections that
 * look at it: what happens in it is told on the topic {@code agent/<session>}, and kept in its transcript. One prompt at a
 * time is answered; the answer to a prompt is a turn.
 */
public final class Agents {

    public static final Operation<ListAgents, Listing> LIST = new Operation<>(
            "agent.list", ListAgents.class, Listing.class, "Lists the agents that sessions can be started with.");
    public static final Operation<Start, Started> START =
            new Operation<>("agent.start", Start.class, Started.class, "Starts a session with an agent.");
    public static final Operation<Prompt, Prompted> PROMPT = new Operation<>(
            "agent.prompt",
            Prompt.class,
            Prompted.class,
            "Asks the agent for something; answers at once, and the topic tells what comes of it.");
    public static final Operation<Cancel, Empty> CANCEL = new Operation<>(
            "agent.cancel", Cancel.class, Empty.class, "Ends the turn that runs, and forgets the prompts that wait.");
    public static final Operation<Permit, Empty> PERMIT = new Operation<>(
            "agent.permit", Permit.class, Empty.class, "Answers a question of the agent; the first answer counts.");
    public static final Operation<Stop, Empty> STOP =
            new Operation<>("agent.stop", Stop.class, Empty.class, "Ends a session and whatever runs for it.");
    public static final Operation<ListSessions, Sessions> SESSIONS = new Operation<>(
            "agent.sessions", ListSessions.class, Sessions.class, "Lists the sessions of the workspace, oldest first.");
    public static final Operation<ReadTranscript, Transcript> TRANSCRIPT = new Operation<>(
            "agent.transcript",
            ReadTranscript.class,
            Transcript.class,
            "Reads what has happened in a session, pieces of one message joined.");

    /** What the name of a session's topic begins with. */
    public static final String TOPIC = "agent/";

    /**
     * What the name of a session's topic, with this behind it, is the topic of its transcript: the same events, but each
     * message whole, for those who come when its worker is gone.
     */
    public static final String RECORD = "/transcript";

    /**
     * What the name of the topic ends with that tells of the sessions of a workspace: {@code workspace/<id>/agents}. Each event
     * has the {@link Session} as it is now, but {@code overflow}, which has nothing and says that the list is to be read again.
     */
    public static final String KIND = "agents";

    /** A session was started. */
    public static final String OPENED = "opened";

    /** A session does something else. */
    public static final String CHANGED = "changed";

    /** A session is over. */
    public static final String CLOSED = "closed";

    /** Whether {@code topic} is a session's transcript. */
    public static boolean isRecord(String topic) {
        return topic.startsWith(TOPIC) && topic.endsWith(RECORD);
    }

    /** {@code agent.list}. */
    public record ListAgents() {}

    /** The answer to {@code agent.list}. */
    @Describe("The agents of a worker.")
    public record Listing(
            @Describe("By name.") List<Agent> agents,

            @Describe("The name of the one that is started when none is named.")
            String standard) {}

    /** One of {@link Listing}. */
    @Describe("An agent that sessions can be started with.")
    public record Agent(
            @Describe("Its name.") String name,

            @Describe("How it is reached: demo, acp or openai.")
            String kind,

            @Describe("What it is, in one sentence.") String description) {}

    /** {@code agent.start}. */
    public record Start(
            @Describe("The agent; the standard one when absent, or that of the session to resume.") @Nullable
            String agent,

            @Describe("The directory it begins in; the root of the workspace when absent.") @Nullable
            String cwd,

            @Describe("A session that has ended, or whose worker is gone, to go on where it was.") @Nullable
            String resume) {}

    /** The answer to {@code agent.start}. */
    @Describe("A session that can be prompted.")
    public record Started(
            @Describe("Names the session, on every connection.") @Handle
            String session) {}

    /** {@code agent.prompt}. */
    public record Prompt(
            @Describe("The session.") @Handle String session,

            @Describe("What is asked for.") String content,

            @Describe("Whether to wait for the turn that runs, instead of being refused as BUSY.") @Default("false")
            boolean queue,

            @Describe("What comes with it; an agent that cannot take it refuses the prompt.") @Nullable
            List<Attachment> attachments) {}

    /** One of {@link Prompt}. */
    @Describe("An image, another content, or a file of the workspace.")
    public record Attachment(
            @Describe("Its name, or the path of a file of the workspace.")
            String name,

            @Describe("Its media type, such as image/png; absent for a file of the workspace.") @Nullable
            String mimeType,

            @Describe("Its bytes in Base64; absent for a file of the workspace.") @Nullable
            String data) {}

    /** The answer to {@code agent.prompt}. */
    @Describe("The prompt was taken.")
    public record Prompted(
            @Describe("Names the turn in the session's events.")
            String turn) {}

    /** {@code agent.cancel}. */
    public record Cancel(@Describe("The session.") @Handle String session) {}

    /** {@code agent.permit}. */
    public record Permit(
            @Describe("The session.") @Handle String session,
            @Describe("The request, as in its event.") String request,

            @Describe("The id of one of the options that were offered.")
            String option) {}

    /** {@code agent.stop}. */
    public record Stop(@Describe("The session.") @Handle String session) {}

    /** {@code agent.sessions}. */
    public record ListSessions() {}

    /** The answer to {@code agent.sessions}. */
    @Describe("The sessions of a workspace.")
    public record Sessions(@Describe("Oldest first.") List<Session> sessions) {}

    /** One of {@link Sessions}. */
    @Describe("A session.")
    public record Session(
            @Describe("Names the session, on every connection.") @Handle
            String session,

            @Describe("Its agent.") String agent,
            @Describe("What it does now.") State state,

            @Describe("When it was started, in epoch milliseconds.")
            long created,

            @Describe("Who started it, and for whom it acts.")
            String principal) {}

    /** What a session does. */
    @Describe(
            "idle: can be prompted; thinking; streaming its answer; waiting for a permission; error and stopped: over.")
    public enum State {
        IDLE,
        THINKING,
        STREAMING,
        WAITING,
        ERROR,
        STOPPED;

        /** Whether a session that does this will never do anything else. */
        public boolean isOver() {
            return this == ERROR || this == STOPPED;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code agent.transcript}; no handle, since any worker of the workspace can read what one that is gone has left. */
    public record ReadTranscript(@Describe("The session.") String session) {}

    /** The answer to {@code agent.transcript}. */
    @Describe("What has happened in a session.")
    public record Transcript(
            @Describe("Oldest first.") List<Entry> entries,

            @Describe("Whether the oldest are kept no more.")
            boolean truncated,

            @Describe(
                    "The last event of the topic that is in it, to subscribe from; absent before the first, and where "
                            + "the session's worker has it no more.")
            @Nullable
            Topics.Position position) {}

    /** One of {@link Transcript}. */
    @Describe("An event of a session; pieces of text that follow each other are one.")
    public record Entry(
            @Describe("What kind of event it is, as on the topic.")
            String event,

            @Describe("What it carries, as on the topic.") Object data) {}

    private Agents() {}
}
