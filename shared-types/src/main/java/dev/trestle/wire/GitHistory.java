package dev.trestle.wire;

import java.util.List;

/** What the git verticle tells of commits and of differences, as {@link Git} has it; of lines, {@link GitBlame}. */
public final class GitHistory {

    public static final Operation<AskDiff, Diff> DIFF =
            new Operation<>("git.diff", AskDiff.class, Diff.class, "Tells what differs, file by file.");
    public static final Operation<AskLog, Log> LOG =
            new Operation<>("git.log", AskLog.class, Log.class, "Lists commits, the latest first.");
    public static final Operation<AskShow, Shown> SHOW =
            new Operation<>("git.show", AskShow.class, Shown.class, "Tells of one commit and what it changed.");

    /** {@code git.diff}. */
    public record AskDiff(
            @Describe(Git.REPOSITORY) @Default("") String path,

            @Describe("The commit to compare with; by default the index, or with staged HEAD.") @Nullable
            String from,

            @Describe("The commit that is compared; by default the working tree.") @Nullable
            String to,

            @Describe("Whether the index is compared, instead of the working tree.") @Default("false")
            boolean staged,

            @Describe(Git.PATHS) @Default("[]") List<String> paths,
            @Describe(Git.ODD) @Default("[]") List<String> pathsBytes,

            @Describe("Lines around each change.") @Default("3") @Range(min = 0, max = 100_000)
            int context,

            @Describe("Whether each file comes with its patch.") @Default("true")
            boolean patch,

            @Describe("The most files.") @Default("1000") @Range(min = 1, max = 100_000)
            int limit) {}

    /** The answer to {@code git.diff}. */
    @Describe("What differs.")
    public record Diff(
            @Describe("By path.") List<FileDiff> files,

            @Describe("Whether there are more files, or git.maxDiffBytes ended it.")
            boolean truncated) {}

    /** One of {@link Diff}. */
    @Describe("A file that differs.")
    public record FileDiff(
            @Describe("The file.") String path,

            @Describe("Its bytes, in base64, where path is not UTF-8.") @Nullable
            String pathBytes,

            @Describe("Where it was, if renamed or copied.") @Nullable
            String from,

            @Describe("Its bytes, in base64, where from is not UTF-8.") @Nullable
            String fromBytes,

            @Describe("A, M, D, T, R, C, or U for a conflict, as git has it.")
            String status,

            @Describe("Whether git takes it for binary.") boolean binary,
            @Describe("How many lines came.") int added,
            @Describe("How many lines went.") int removed,

            @Describe("Whether there is more than git.maxFileDiffBytes, and so no hunks.")
            boolean tooLarge,

            @Describe("What changed, in the order of the lines.")
            List<Hunk> hunks,

            @Describe("The patch of this file, as git.stage takes it; what is not UTF-8 comes as U+FFFD.") @Nullable
            String patch,

            @Describe("The bytes of patch, in base64, where they are not UTF-8.") @Nullable
            String patchBytes) {}

    /** One of {@link FileDiff}. */
    @Describe("Lines that changed, with some around them.")
    public record Hunk(
            @Describe("The first line before, from 1.") int oldStart,
            @Describe("How many lines there were.") int oldLines,
            @Describe("The first line after, from 1.") int newStart,
            @Describe("How many lines there are.") int newLines,

            @Describe("What git shows behind @@; may be empty.")
            String header,

            @Describe("Each with a space, + or - in front; a backslash says that the line before has no end.")
            List<String> lines) {}

    /** {@code git.log}. */
    public record AskLog(
            @Describe(Git.REPOSITORY) @Default("") String path,

            @Describe("What to begin with, or a range a..b.") @Default("HEAD")
            String revision,

            @Describe("The most commits of one answer.") @Default("100") @Range(min = 1, max = 10_000)
            int limit,

            @Describe("From the answer before, to go on; the rest as before.") @Nullable
            String cursor,

            @Describe(Git.PATHS) @Default("[]") List<String> paths,
            @Describe(Git.ODD) @Default("[]") List<String> pathsBytes,

            @Describe("A part of the name or the address of the author.") @Nullable
            String author,

            @Describe("Only later ones: a date, as git takes it.") @Nullable
            String since,

            @Describe("Only earlier ones: a date, as git takes it.") @Nullable
            String until,

            @Describe("Whether each comes with how much it changed.") @Default("false")
            boolean stats,

            @Describe("Whether each comes with the files that it changed.") @Default("false")
            boolean files,

            @Describe("The most files of one commit.") @Default("1000") @Range(min = 1, max = 100_000)
            int fileLimit,

            @Describe("Whether the branches are told too, those of remotes as well, 500 at most.") @Default("false")
            boolean branches) {}

    /** The answer to {@code git.log}. */
    @Describe("Commits.")
    public record Log(
            @Describe("The latest first; fewer than limit where their files are more than git.maxDiffBytes.")
            List<Commit> commits,

            @Describe("To go on; absent at the end.") @Nullable
            String cursor) {}

    /** One of {@link Log}. */
    @Describe("A commit.")
    public record Commit(
            @Describe("Its id.") String oid,
            @Describe("Those it follows.") List<String> parents,
            @Describe("Who made the change.") Signature author,
            @Describe("Who committed it.") Signature committer,

            @Describe("The first paragraph of the message, as one line.")
            String subject,

            @Describe("The rest of the message.") String body,

            @Describe("What points to it: HEAD, refs/heads/main, refs/tags/v1.")
            List<String> refs,

            @Describe("How much it changed against its parent; absent for merges.") @Nullable
            Stats stats,

            @Describe(
                    "What it changed against its first parent, of the paths that were asked for; absent unless asked for.")
            @Nullable
            List<ChangedFile> files,

            @Describe("How many more it changed than files has.") @Nullable
            Integer moreFiles) {}

    /** One of {@link Commit}. */
    @Describe("A file that a commit changed.")
    public record ChangedFile(
            @Describe("The file.") String path,

            @Describe("Its bytes, in base64, where path is not UTF-8.") @Nullable
            String pathBytes,

            @Describe("Where it was, if renamed.") @Nullable String from,

            @Describe("Its bytes, in base64, where from is not UTF-8.") @Nullable
            String fromBytes,

            @Describe("A, M, D, T or R, as git has it.") String status,
            @Describe("Whether git takes it for binary.") boolean binary,
            @Describe("How many lines came.") int added,
            @Describe("How many lines went.") int removed) {}

    /** Who and when. */
    @Describe("Who and when.")
    public record Signature(
            @Describe("The name.") String name,
            @Describe("The address.") String email,
            @Describe("When, in epoch milliseconds.") long time) {}

    /** How much a commit changed. */
    @Describe("How much a commit changed.")
    public record Stats(
            @Describe("Files.") int files,
            @Describe("Lines that came.") int added,
            @Describe("Lines that went.") int removed) {}

    /** {@code git.show}. */
    public record AskShow(
            @Describe(Git.REPOSITORY) @Default("") String path,

            @Describe("The commit, or what points to it.") @Default("HEAD")
            String revision,

            @Describe(Git.PATHS) @Default("[]") List<String> paths,
            @Describe(Git.ODD) @Default("[]") List<String> pathsBytes,

            @Describe("Lines around each change.") @Default("3") @Range(min = 0, max = 100_000)
            int context,

            @Describe("Whether each file comes with its patch.") @Default("true")
            boolean patch,

            @Describe("The most files.") @Default("1000") @Range(min = 1, max = 100_000)
            int limit) {}

    /** The answer to {@code git.show}. */
    @Describe("A commit and what it changed, against its first parent.")
    public record Shown(
            @Describe("The commit.") Commit commit,
            @Describe("By path.") List<FileDiff> files,
            @Describe("As in git.diff.") boolean truncated) {}

    private GitHistory() {}
}
