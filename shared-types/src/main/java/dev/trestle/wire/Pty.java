package dev.trestle.wire;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything the pty verticle offers. This file is its whole contract, with {@link PtyFrame}.
 *
 * <p>A terminal belongs to a workspace and outlives the connections that look at it. Its output is counted in bytes from its
 * start: an offset names one byte for as long as the terminal lives.
 */
public final class Pty {

    public static final Operation<Open, Opened> OPEN =
            new Operation<>("pty.open", Open.class, Opened.class, "Starts a program in a new terminal.");
    public static final Operation<Attach, Attached> ATTACH = new Operation<>(
            "pty.attach", Attach.class, Attached.class, "Sends the output of a terminal to this connection.");
    public static final Operation<Detach, Empty> DETACH = new Operation<>(
            "pty.detach", Detach.class, Empty.class, "Ends the output to this connection; the terminal goes on.");
    public static final Operation<Input, Empty> INPUT =
            new Operation<>("pty.input", Input.class, Empty.class, "Types into a terminal.");
    public static final Operation<Ack, Empty> ACK = new Operation<>(
            "pty.ack", Ack.class, Empty.class, "Says how far this connection has consumed a terminal's output.");
    public static final Operation<Resize, Empty> RESIZE =
            new Operation<>("pty.resize", Resize.class, Empty.class, "Says which size this connection shows.");
    public static final Operation<Signal, Empty> SIGNAL = new Operation<>(
            "pty.signal", Signal.class, Empty.class, "Sends a signal to the programs in the foreground.");
    public static final Operation<Close, Empty> CLOSE = new Operation<>(
            "pty.close", Close.class, Empty.class, "Ends a terminal and every program in it, and forgets it.");
    public static final Operation<ListTerminals, Listing> LIST = new Operation<>(
            "pty.list", ListTerminals.class, Listing.class, "Lists the terminals of the workspace, oldest first.");

    public static final Topic<Output> OUTPUT =
            new Topic<>("pty.output", Output.class, "Sent for each piece of output where binary is false.");
    public static final Topic<Exited> EXITED =
            new Topic<>("pty.exited", Exited.class, "Sent after the last byte of a terminal whose program has ended.");
    public static final Topic<Resized> RESIZED =
            new Topic<>("pty.resized", Resized.class, "Sent when the size of a terminal has changed.");
    public static final Topic<Lagged> LAGGED = new Topic<>(
            "pty.lagged",
            Lagged.class,
            "Sent last when this connection was too slow for a terminal that others watch.");
    public static final Topic<Refused> REFUSED =
            new Topic<>("pty.refused", Refused.class, "Sent when a binary frame of input was not typed.");

    /** {@code pty.open}. */
    public record Open(
            @Describe("Columns.") @Range(min = 1, max = 1000)
            int cols,

            @Describe("Rows.") @Range(min = 1, max = 1000) int rows,

            @Describe("The program and its arguments; a shell when absent.") @Nullable
            List<String> command,

            @Describe("The directory it starts in; the root of the workspace when absent.") @Nullable
            String cwd,

            @Describe("Variables for it, beside those that every terminal has; they win.") @Nullable
            Map<String, String> env,

            @Describe("What people call the terminal; by default the name of the program.") @Nullable
            String name,

            @Describe("Whether output comes in binary frames, else as pty.output.") @Default("true")
            boolean binary) {}

    /** The answer to {@code pty.open}. */
    @Describe("A new terminal.")
    public record Opened(
            @Describe("Names the terminal, on every connection.") @Handle
            String terminal,

            @Describe("Numbers its binary frames on this connection; absent over HTTP.") @Nullable
            Integer stream,

            @Describe("The process that was started.") long pid,

            @Describe("Where the output begins: 0.") long offset) {}

    /** {@code pty.attach}. */
    public record Attach(
            @Describe("The terminal.") @Handle String terminal,

            @Describe("Output from here on; by default from the start of what is kept.") @Nullable @Range(min = 0)
            Long since,

            @Describe("Whether output comes in binary frames, else as pty.output.") @Default("true")
            boolean binary,

            @Describe("Whether the answer holds the screen, and output comes from there on.") @Default("false")
            boolean snapshot) {}

    /** The answer to {@code pty.attach}. */
    @Describe("Where the output of a terminal goes on.")
    public record Attached(
            @Describe("Numbers its binary frames on this connection; absent over HTTP.") @Nullable
            Integer stream,

            @Describe("The offset of the first byte that comes; after since when that is kept no more.")
            long offset,

            @Describe("Columns.") int cols,
            @Describe("Rows.") int rows,

            @Describe("How it has ended; absent while it runs.") @Nullable
            Exit exit,

            @Describe("Written into an empty terminal of this size, it is the screen at offset.") @Nullable
            String snapshot) {}

    /** How a program has ended. */
    @Describe("How a program has ended.")
    public record Exit(
            @Describe("Its exit code; 128 and the signal's number when a signal ended it, as shells have it.")
            int code,

            @Describe("The signal that ended it, such as KILL.") @Nullable
            String signal) {}

    /** {@code pty.detach}. */
    public record Detach(@Describe("The terminal.") @Handle String terminal) {}

    /** {@code pty.input}. */
    public record Input(
            @Describe("The terminal.") @Handle String terminal,
            @Describe("What is typed, as encoding says.") String data,

            @Describe("How data is to be read.") @Default("utf8")
            Encoding encoding) {}

    /** The ways to write bytes into JSON. */
    @Describe("How bytes travel in a JSON string; base64 is the standard one with padding (RFC 4648 §4).")
    public enum Encoding {
        UTF8,
        BASE64;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code pty.ack}. */
    public record Ack(
            @Describe("The terminal.") @Handle String terminal,

            @Describe("Everything before this offset has been consumed.") @Range(min = 0)
            long offset) {}

    /** {@code pty.resize}. */
    public record Resize(
            @Describe("The terminal.") @Handle String terminal,

            @Describe("Columns.") @Range(min = 1, max = 1000)
            int cols,

            @Describe("Rows.") @Range(min = 1, max = 1000) int rows) {}

    /** {@code pty.signal}. */
    public record Signal(
            @Describe("The terminal.") @Handle String terminal,

            @Describe("The signal's name without SIG, such as INT, TERM, KILL or HUP.")
            String signal) {}

    /** {@code pty.close}. */
    public record Close(@Describe("The terminal.") @Handle String terminal) {}

    /** {@code pty.list}. */
    public record ListTerminals() {}

    /** The answer to {@code pty.list}. */
    @Describe("The terminals of a workspace.")
    public record Listing(@Describe("Oldest first.") List<Terminal> terminals) {}

    /** One of {@link Listing}. */
    @Describe("A terminal.")
    public record Terminal(
            @Describe("Names the terminal, on every connection.") @Handle
            String terminal,

            @Describe("What people call it.") String name,
            @Describe("The process that was started.") long pid,
            @Describe("Columns.") int cols,
            @Describe("Rows.") int rows,

            @Describe("When it was opened, in epoch milliseconds.")
            long created,

            @Describe("How many connections look at it.") int attached,

            @Describe("How it has ended; absent while it runs.") @Nullable
            Exit exit) {}

    /** {@code pty.output}. */
    @Describe("A piece of output, whole characters alone.")
    public record Output(
            @Describe("The terminal.") @Handle String terminal,
            @Describe("The offset of its first byte.") long offset,

            @Describe("The offset after its last byte, for pty.ack and for since.")
            long next,

            @Describe("The text; a byte that is no UTF-8 comes as U+FFFD.")
            String data) {}

    /** {@code pty.exited}. */
    @Describe("A terminal has ended; nothing more comes of it.")
    public record Exited(
            @Describe("The terminal.") @Handle String terminal,

            @Describe("The exit code, as in exit; absent when nobody knows.") @Nullable
            Integer code,

            @Describe("The signal that ended the program, such as KILL.") @Nullable
            String signal,

            @Describe("Why there is no code: worker lost.") @Nullable
            String reason) {}

    /** {@code pty.resized}. */
    @Describe("A terminal has another size.")
    public record Resized(
            @Describe("The terminal.") @Handle String terminal,
            @Describe("Columns.") int cols,
            @Describe("Rows.") int rows) {}

    /** {@code pty.lagged}. */
    @Describe("This connection is detached from a terminal, which goes on for the others.")
    public record Lagged(
            @Describe("The terminal.") @Handle String terminal,

            @Describe("The offset after the last byte that was sent, to attach with as since.")
            long offset) {}

    /** {@code pty.refused}. */
    @Describe("A binary frame of input was not typed.")
    public record Refused(
            @Describe("The stream of the frame.") long stream,

            @Describe("NOT_FOUND when no such stream is open here, else as pty.input has it.")
            String code,

            @Describe("One sentence.") String message) {}

    private Pty() {}
}
