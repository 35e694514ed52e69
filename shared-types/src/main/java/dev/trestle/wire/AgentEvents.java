package dev.trestle.wire;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is told on the topic {@code agent/<session>}: the name of an event is {@link Event#event()}, its data the record. */
public final class AgentEvents {

    /** One thing that happened in a session. */
    public sealed interface Event permits OfTurn, AgentTraits.Began, AgentTraits.Status, AgentTraits.Trait {
        /** The name of the event on the topic. */
        default String event() {
            return NAMES.get(getClass());
        }
    }

    /** One thing that happened in a turn. */
    public sealed interface OfTurn extends Event {
        /** The turn; {@code null} where it is about the whole session. */
        String turn();
    }

    /** Text that goes on where the one before it ended. */
    public sealed interface Words extends OfTurn {
        /** The text. */
        String text();

        /** The same with another text. */
        default Words with(String other) {
            return this instanceof Chunk ? new Chunk(turn(), other) : new Thought(turn(), other);
        }
    }

    private static final Map<Class<? extends Event>, String> NAMES = Map.ofEntries(
            Map.entry(AgentTraits.Began.class, "session"),
            Map.entry(AgentTraits.Status.class, "status"),
            Map.entry(AgentTraits.Mode.class, "mode"),
            Map.entry(AgentTraits.Commands.class, "commands"),
            Map.entry(AgentTraits.Config.class, "config"),
            Map.entry(AgentTraits.Context.class, "context"),
            Map.entry(AgentTraits.Title.class, "title"),
            Map.entry(Prompt.class, "prompt"),
            Map.entry(Chunk.class, "chunk"),
            Map.entry(Thought.class, "thought"),
            Map.entry(Tool.class, "tool"),
            Map.entry(Plan.class, "plan"),
            Map.entry(Permission.class, "permission"),
            Map.entry(Resolved.class, "permission.resolved"),
            Map.entry(Completed.class, "completed"),
            Map.entry(Failed.class, "failed"));

    /** The record of the events called {@code name}; empty for what is none. */
    public static Optional<Class<? extends Event>> named(String name) {
        return NAMES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .<Class<? extends Event>>map(Map.Entry::getKey)
                .findFirst();
    }

    /** {@code prompt}. */
    @Describe("Somebody asked for something, and the turn begins.")
    public record Prompt(
            @Describe("The turn.") String turn,

            @Describe("What was asked for, cut where it is long.")
            String content,

            @Describe("What came with it.") @Nullable List<Attached> attachments,

            @Describe("Who asked.") String by)
            implements OfTurn {}

    /** One of {@link Prompt}. */
    @Describe("An attachment, without its content.")
    public record Attached(
            @Describe("Its name, or the path of a file of the workspace.")
            String name,

            @Describe("Its media type; absent for a file of the workspace.") @Nullable
            String mimeType) {}

    /** {@code chunk}. */
    @Describe("A piece of the answer.")
    public record Chunk(
            @Describe("The turn.") String turn,

            @Describe("Text in Markdown; it goes on where the piece before it ended.")
            String text)
            implements Words {}

    /** {@code thought}. */
    @Describe("A piece of what the agent thinks before it answers.")
    public record Thought(
            @Describe("The turn.") String turn,

            @Describe("Text; it goes on where the piece before it ended.")
            String text)
            implements Words {}

    /** {@code tool}. */
    @Describe("The agent uses a tool, or how that stands.")
    public record Tool(
            @Describe("The turn.") String turn,

            @Describe("Names this use; several events about it follow each other.")
            String call,

            @Describe("What it does, for people.") String title,

            @Describe("What kind of thing that is: read, edit, delete, move, search, execute, think, fetch or other.")
            String kind,

            @Describe("How it stands.") ToolState state,

            @Describe("What the tool was given, any JSON.") @Nullable
            Object input,

            @Describe("What came of it, cut where it is long.") @Nullable
            String output,

            @Describe("The terminal in which it runs, to attach to.") @Nullable
            String terminal)
            implements OfTurn {}

    /** How the use of a tool stands. */
    @Describe("pending: not begun; running; completed; failed.")
    public enum ToolState {
        PENDING,
        RUNNING,
        COMPLETED,
        FAILED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code plan}. */
    @Describe("What the agent plans to do; each replaces the one before.")
    public record Plan(
            @Describe("The turn.") String turn,

            @Describe("In the order in which it will be done.")
            List<Step> entries) implements OfTurn {}

    /** One of {@link Plan}. */
    @Describe("A step of a plan.")
    public record Step(
            @Describe("What is to be done.") String content,

            @Describe("How it stands: pending, in_progress or completed.")
            String status,

            @Describe("How much it matters: high, medium or low.") @Nullable
            String priority) {}

    /** {@code permission}. */
    @Describe("The agent asks whether it may; agent.permit answers.")
    public record Permission(
            @Describe("The turn.") String turn,
            @Describe("Names the question.") String request,

            @Describe("What it wants to do, for people.") String title,

            @Describe("The use of a tool that it is about.") @Nullable
            String call,

            @Describe("What the tool is given, any JSON.") @Nullable
            Object input,

            @Describe("The answers there are.") List<Option> options,

            @Describe("When the answer becomes no, in epoch milliseconds.")
            long expires)
            implements OfTurn {}

    /** One of {@link Permission}. */
    @Describe("An answer that can be given.")
    public record Option(
            @Describe("For agent.permit.") String id,
            @Describe("For people.") String name,

            @Describe("What it means.") OptionKind kind) {}

    /** {@code permission.resolved}. */
    @Describe("A question is answered.")
    public record Resolved(
            @Describe("The turn.") String turn,
            @Describe("The question.") String request,

            @Describe("The option that was chosen; absent when nobody chose.") @Nullable
            String option,

            @Describe("Who chose; timeout or cancel when nobody did.")
            String by)
            implements OfTurn {}

    /** {@code completed}. */
    @Describe("A turn has ended.")
    public record Completed(
            @Describe("The turn.") String turn,
            @Describe("Why.") StopReason stopReason,

            @Describe("What it cost, where the agent says so.") @Nullable
            Usage usage)
            implements OfTurn {}

    /** Why a turn ended. */
    @Describe("end_turn: the agent was done; cancelled; refusal: it would not; max_tokens: the answer was too long.")
    public enum StopReason {
        END_TURN,
        CANCELLED,
        REFUSAL,
        MAX_TOKENS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a turn cost. */
    @Describe("Tokens of a turn, over all its requests to the model.")
    public record Usage(
            @Describe("Tokens that the model read.") long input,
            @Describe("Tokens that it wrote.") long output) {}

    /** {@code failed}. */
    @Describe("A turn has ended in an error, or the session has when there is no turn.")
    public record Failed(
            @Describe("The turn; absent when it is the session that failed.") @Nullable
            String turn,

            @Describe("As errors have it, such as UNAVAILABLE.")
            String code,

            @Describe("One sentence.") String message)
            implements OfTurn {}

    private AgentEvents() {}
}
