package dev.trestle.wire;

import java.util.List;

/** What the git verticle tells of the lines of a file, as {@link Git} has it. */
public final class GitBlame {

    public static final Operation<AskBlame, Blame> BLAME =
            new Operation<>("git.blame", AskBlame.class, Blame.class, "Tells which commit each line of a file is of.");

    /** {@code git.blame}. */
    public record AskBlame(
            @Describe("The file, from the root of the workspace.")
            String path,

            @Describe("As of this commit; by default as it is now.") @Nullable
            String revision,

            @Describe("Only these lines.") @Nullable Lines range) {}

    /** Some lines of a file. */
    @Describe("Some lines of a file.")
    public record Lines(
            @Describe("The first, from 1.") @Range(min = 1) int start,
            @Describe("The last.") @Range(min = 1) int end) {}

    /** The answer to {@code git.blame}. */
    @Describe("Where the lines of a file come from.")
    public record Blame(
            @Describe("In their order.") List<Line> lines,
            @Describe("Those that lines are of.") List<Origin> commits,
            @Describe("Whether git.maxDiffBytes ended it.") boolean truncated) {}

    /** One of {@link Blame}. */
    @Describe("A line of a file.")
    public record Line(
            @Describe("Its number, from 1.") int line,

            @Describe("The commit it is of; zeros when it is not committed.")
            String oid,

            @Describe("Its number there.") int originalLine,

            @Describe("The line, without its end; what is not UTF-8 comes as U+FFFD.")
            String text) {}

    /** One of {@link Blame}. */
    @Describe("A commit that a line is of.")
    public record Origin(
            @Describe("Its id.") String oid,
            @Describe("Who made it.") GitHistory.Signature author,
            @Describe("The first line of its message.") String summary) {}

    private GitBlame() {}
}
