package dev.trestle.wire;

import java.util.List;
import java.util.Locale;

/**
 * What the git verticle tells of a working tree and its index. With {@link GitWork}, {@link GitHistory} and
 * {@link GitRemote} it is the whole contract.
 *
 * <p>{@code path} names the repository: its root or any folder in it, from the root of the workspace. {@code paths} are
 * those of files, from the root of the repository, taken as they are: no pattern, no quoting. A path that is not UTF-8
 * comes with U+FFFD where it is not, and its bytes in base64 beside it.
 */
public final class Git {

    public static final Operation<AskStatus, Status> STATUS = new Operation<>(
            "git.status", AskStatus.class, Status.class, "Tells what is changed, staged, untracked or in conflict.");
    public static final Operation<ListBranches, Branches> BRANCHES =
            new Operation<>("git.branches", ListBranches.class, Branches.class, "Lists branches and tags.");
    public static final Operation<Stage, Status> STAGE =
            new Operation<>("git.stage", Stage.class, Status.class, "Puts changes of the files into the index.");
    public static final Operation<Unstage, Status> UNSTAGE =
            new Operation<>("git.unstage", Unstage.class, Status.class, "Takes changes out of the index.");
    public static final Operation<Discard, Status> DISCARD = new Operation<>(
            "git.discard", Discard.class, Status.class, "Makes files what the index has; what was in them is lost.");

    static final String REPOSITORY = "The repository: a folder of it, from the root of the workspace.";
    static final String PATHS = "Files or folders, from the root of the repository.";
    static final String ODD_PATCH = "The same in base64, where its bytes are not UTF-8.";
    static final String ODD = "More of them, whose names are not UTF-8, in base64.";

    /** {@code git.status}. */
    public record AskStatus(
            @Describe(REPOSITORY) @Default("") String path,

            @Describe("The most entries, untracked and ignored files together.")
            @Default("10000")
            @Range(min = 1, max = 1_000_000)
            int limit,

            @Describe("Whether ignored files are listed.") @Default("false")
            boolean ignored) {}

    /** What a repository is in the middle of. */
    @Describe("What the repository is in the middle of.")
    public enum State {
        CLEAN,
        MERGING,
        REBASING,
        CHERRY_PICKING,
        REVERTING,
        BISECTING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The answer to {@code git.status} and to what changes a repository. */
    @Describe("Where a repository stands.")
    public record Status(
            @Describe("The branch that is checked out, without refs/heads/; absent when detached.") @Nullable
            String branch,

            @Describe("The commit that is checked out; absent before the first one.") @Nullable
            String oid,

            @Describe("The upstream of the branch, such as origin/main.") @Nullable
            String upstream,

            @Describe("Commits that the upstream lacks.") int ahead,
            @Describe("Commits that only the upstream has.") int behind,
            @Describe("What it is in the middle of.") State state,
            @Describe("Whether no branch is checked out.") boolean detached,
            @Describe("Whether history is cut off.") boolean shallow,

            @Describe("Whether it has no working tree; then nothing is listed.")
            boolean bare,

            @Describe("Whether it is a further working tree of a repository.")
            boolean linked,

            @Describe("Whether only a part of the files is checked out.")
            boolean sparse,

            @Describe("Tracked files that changed, by path.")
            List<Entry> entries,

            @Describe("Files that git does not know; a folder of such ends with a slash.")
            List<String> untracked,

            @Describe("Files that git ignores; when asked for.") @Nullable
            List<String> ignored,

            @Describe("Of untracked and ignored, those whose name is not UTF-8.") @Nullable
            List<OddName> odd,

            @Describe("Whether there is more than limit.") boolean truncated) {}

    /** A name that is not UTF-8. */
    @Describe("A name that is not UTF-8.")
    public record OddName(
            @Describe("As it is listed, with U+FFFD.") String path,
            @Describe("Its bytes, in base64.") String pathBytes) {}

    /** One of {@link Status}. */
    @Describe(
            "A tracked file that changed. Letters are those of git status --porcelain=v2: M, T, A, D, R, C, U or a dot.")
    public record Entry(
            @Describe("The file.") String path,

            @Describe("Its bytes, in base64, where path is not UTF-8.") @Nullable
            String pathBytes,

            @Describe("Where it was, if renamed or copied.") @Nullable
            String from,

            @Describe("Its bytes, in base64, where from is not UTF-8.") @Nullable
            String fromBytes,

            @Describe("What the index has against the commit; a dot for nothing.")
            String index,

            @Describe("What the working tree has against the index; a dot for nothing.")
            String worktree,

            @Describe("How alike both are, in percent, if renamed or copied.") @Nullable
            Integer score,

            @Describe("S and C when its commit differs, as git has it; for submodules.") @Nullable
            String submodule,

            @Describe("The sides of a conflict.") @Nullable Conflict conflict) {}

    /** The sides of a conflict. */
    @Describe("The stages of a file in conflict, as object ids; a side that has no such file is absent.")
    public record Conflict(
            @Describe("Stage 1.") @Nullable String base,
            @Describe("Stage 2.") @Nullable String ours,
            @Describe("Stage 3.") @Nullable String theirs) {}

    /** {@code git.branches}. */
    public record ListBranches(
            @Describe(REPOSITORY) @Default("") String path) {}

    /** The answer to {@code git.branches}. */
    @Describe("Branches and tags.")
    public record Branches(
            @Describe("The branch that is checked out; absent when detached.") @Nullable
            String current,

            @Describe("Local ones first, then by name.") List<Branch> branches,
            @Describe("By name.") List<Tag> tags,
            @Describe("Whether there are more.") boolean truncated) {}

    /** One of {@link Branches}. */
    @Describe("A branch.")
    public record Branch(
            @Describe("Such as main or origin/main.") String name,

            @Describe("Whose branch it is, such as origin; absent for a local one.") @Nullable
            String remote,

            @Describe("Its commit.") String oid,

            @Describe("Its upstream, such as origin/main.") @Nullable
            String upstream,

            @Describe("Commits that the upstream lacks.") int ahead,
            @Describe("Commits that only the upstream has.") int behind) {}

    /** One of {@link Branches}. */
    @Describe("A tag.")
    public record Tag(
            @Describe("Such as v1.0.") String name,

            @Describe("What it points to, the commit where that is one.")
            String oid) {}

    /** {@code git.stage}. */
    public record Stage(
            @Describe(REPOSITORY) @Default("") String path,
            @Describe(PATHS) @Default("[]") List<String> paths,
            @Describe(ODD) @Default("[]") List<String> pathsBytes,

            @Describe("A unified diff to stage, instead of whole files.") @Nullable
            String patch,

            @Describe(ODD_PATCH) @Nullable String patchBytes) {}

    /** {@code git.unstage}. */
    public record Unstage(
            @Describe(REPOSITORY) @Default("") String path,
            @Describe(PATHS) @Default("[]") List<String> paths,
            @Describe(ODD) @Default("[]") List<String> pathsBytes,

            @Describe("A unified diff to take back, instead of whole files.") @Nullable
            String patch,

            @Describe(ODD_PATCH) @Nullable String patchBytes) {}

    /** {@code git.discard}. */
    public record Discard(
            @Describe(REPOSITORY) @Default("") String path,
            @Describe(PATHS) @Default("[]") List<String> paths,
            @Describe(ODD) @Default("[]") List<String> pathsBytes,

            @Describe("Whether untracked files are deleted.") @Default("false")
            boolean untracked) {}

    private Git() {}
}
