package dev.trestle.wire;

import java.util.List;

/**
 * What is told on the topic {@code agent/<session>} of a session as a whole, and not of one turn: of each kind the last event
 * says how it stands.
 */
public final class AgentTraits {

    /** What an agent says of itself, in a turn or between two. */
    public sealed interface Trait extends AgentEvents.Event {}

    /** {@code session}. */
    @Describe("What the session is, for whoever resumes it; on its transcript's topic alone, before each prompt.")
    public record Began(
            @Describe("Its agent.") String agent,

            @Describe("Where it began; absent for the root of the workspace.") @Nullable
            String cwd,

            @Describe("The workspace.") String workspace,

            @Describe("Who started it, and for whom it acts.") @Nullable
            String principal,

            @Describe("When it was started, in epoch milliseconds.")
            long created,

            @Describe("What the agent itself calls the conversation, where it has a name for it.") @Nullable
            String token)
            implements AgentEvents.Event {}

    /** {@code status}. */
    @Describe("The session does something else now.")
    public record Status(@Describe("What it does.") Agents.State state) implements AgentEvents.Event {}

    /** {@code mode}. */
    @Describe("The agent works in this mode from now on.")
    public record Mode(
            @Describe("The agent's own name of the mode, such as plan or code.")
            String mode) implements Trait {}

    /** {@code commands}. */
    @Describe("The commands that the agent has now; a prompt that begins with / and a name uses one.")
    public record Commands(
            @Describe("All there are, in place of those before.")
            List<Command> commands) implements Trait {}

    /** One of {@link Commands}. */
    @Describe("A command of an agent.")
    public record Command(
            @Describe("Its name, without a slash.") String name,

            @Describe("What it does, for people.") String description,

            @Describe("What to write behind its name; absent when nothing is needed.") @Nullable
            String hint) {}

    /** {@code config}. */
    @Describe("How the agent is set up now, such as with which model.")
    public record Config(
            @Describe("All settings there are, in place of those before.")
            List<Setting> settings) implements Trait {}

    /** One of {@link Config}. */
    @Describe("A setting of an agent.")
    public record Setting(
            @Describe("The agent's own name of it.") String id,
            @Describe("For people.") String name,

            @Describe("What it is about, such as mode, model or thought_level.") @Nullable
            String category,

            @Describe("What it is set to: a text, or true or false.")
            Object value) {}

    /** {@code context}. */
    @Describe("How full the context of the agent's model is.")
    public record Context(
            @Describe("Tokens that are in it.") long used,
            @Describe("Tokens that fit into it.") long size,

            @Describe("What the session has cost so far, where the agent says so.") @Nullable
            Cost cost)
            implements Trait {}

    /** One of {@link Context}. */
    @Describe("What a session has cost.")
    public record Cost(
            @Describe("How much.") double amount,

            @Describe("Of what: a currency such as USD, or another unit.")
            String currency) {}

    /** {@code title}. */
    @Describe("What the conversation is about.")
    public record Title(
            @Describe("For people; absent when it has none any more.") @Nullable
            String title) implements Trait {}

    private AgentTraits() {}
}
