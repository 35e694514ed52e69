package dev.trestle.wire;

import dev.trestle.wire.Git.Status;
import java.util.List;
import java.util.Locale;

/** What the git verticle does with commits and branches, as {@link Git} has it. */
public final class GitWork {

    public static final Operation<Commit, Committed> COMMIT =
            new Operation<>("git.commit", Commit.class, Committed.class, "Commits what is staged.");
    public static final Operation<Checkout, Status> CHECKOUT =
            new Operation<>("git.checkout", Checkout.class, Status.class, "Switches to a branch or a revision.");
    public static final Operation<ChangeBranch, Status> BRANCH =
            new Operation<>("git.branch", ChangeBranch.class, Status.class, "Creates, renames or deletes a branch.");
    public static final Operation<Merge, Status> MERGE = new Operation<>(
            "git.merge", Merge.class, Status.class, "Merges; ends or goes on with what stopped at a conflict.");
    public static final Operation<Stash, Stashes> STASH =
            new Operation<>("git.stash", Stash.class, Stashes.class, "Puts changes aside, or takes them back.");
    public static final Operation<Init, GitRemote.Done> INIT =
            new Operation<>("git.init", Init.class, GitRemote.Done.class, "Makes an empty repository.");
    public static final Operation<Unlock, Unlocked> UNLOCK = new Operation<>(
            "git.unlock", Unlock.class, Unlocked.class, "Removes the lock of the index that a killed git has left.");

    /** {@code git.commit}. */
    public record Commit(
            @Describe(Git.REPOSITORY) @Default("") String path,

            @Describe("The message; with amend, that of the commit before when absent.") @Nullable
            String message,

            @Describe("Whether it takes the place of the last commit.") @Default("false")
            boolean amend,

            @Describe("Who made it; by default as the repository or the node is set up.") @Nullable
            Author author,

            @Describe("Whether a line Signed-off-by is added.") @Default("false")
            boolean signOff,

            @Describe("Whether there may be nothing to commit.") @Default("false")
            boolean allowEmpty) {}

    /** Of {@link Commit}. */
    @Describe("Who made a commit.")
    public record Author(
            @Describe("The name.") String name,
            @Describe("The address.") String email) {}

    /** The answer to {@code git.commit}. */
    @Describe("A new commit.")
    public record Committed(
            @Describe("Its id.") String oid,
            @Describe("The first line of its message.") String subject,

            @Describe("How many files differ from its first parent.")
            int files) {}

    /** {@code git.checkout}. */
    public record Checkout(
            @Describe(Git.REPOSITORY) @Default("") String path,

            @Describe("The branch; one of a remote is created here.") @Nullable
            String branch,

            @Describe("The commit, to be on no branch; with create, where the branch begins.") @Nullable
            String revision,

            @Describe("Whether the branch is created.") @Default("false")
            boolean create,

            @Describe("Whether changes of files may be lost.") @Default("false")
            boolean force) {}

    /** What to do with a branch. */
    @Describe("What to do with a branch.")
    public enum BranchAction {
        CREATE,
        RENAME,
        DELETE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code git.branch}. */
    public record ChangeBranch(
            @Describe(Git.REPOSITORY) @Default("") String path,

            @Describe("What to do.") BranchAction action,
            @Describe("The branch.") String name,

            @Describe("The new name, to rename it.") @Nullable
            String to,

            @Describe("Where a new one begins; HEAD when absent.") @Nullable
            String from,

            @Describe("Whether a branch may be overwritten, or deleted though it is not merged.") @Default("false")
            boolean force) {}

    /** What to do about a merge. */
    @Describe("What to do about a merge, or about a rebase, cherry-pick or revert that is under way.")
    public enum MergeAction {
        START,
        ABORT,
        CONTINUE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code git.merge}. */
    public record Merge(
            @Describe(Git.REPOSITORY) @Default("") String path,

            @Describe("What to merge, to start.") @Nullable String revision,

            @Describe("What to do.") @Default("start") MergeAction action) {}

    /** What to do with a stash. */
    @Describe("What to do with a stash.")
    public enum StashAction {
        PUSH,
        POP,
        LIST,
        DROP;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code git.stash}. */
    public record Stash(
            @Describe(Git.REPOSITORY) @Default("") String path,

            @Describe("What to do.") StashAction action,

            @Describe("Which one to pop or drop, from 0, the latest.") @Default("0") @Range(min = 0, max = 1_000_000)
            int index,

            @Describe("What the new one is called.") @Nullable
            String message,

            @Describe("Whether untracked files are put aside as well.") @Default("false")
            boolean untracked) {}

    /** The answer to {@code git.stash}. */
    @Describe("What is put aside.")
    public record Stashes(
            @Describe("The latest first.") List<Stashed> stashes,

            @Describe("Where the repository stands; absent for a list.") @Nullable
            Status status) {}

    /** One of {@link Stashes}. */
    @Describe("Changes that were put aside.")
    public record Stashed(
            @Describe("Its place, from 0, the latest.") int index,
            @Describe("Its commit.") String oid,
            @Describe("What it is called.") String message,

            @Describe("When it was made, in epoch milliseconds.")
            long time) {}

    /** {@code git.init}. */
    public record Init(
            @Describe("The folder, which is made where it is missing.") @Default("")
            String path,

            @Describe("The branch that the first commit will be on.") @Default("main")
            String branch) {}

    /** {@code git.unlock}. */
    public record Unlock(
            @Describe(Git.REPOSITORY) @Default("") String path) {}

    /** The answer to {@code git.unlock}. */
    @Describe("Whether there was a lock.")
    public record Unlocked(
            @Describe("Whether a lock was removed.") boolean removed,

            @Describe("How old it was, in milliseconds.") @Nullable
            Long ageMs) {}

    private GitWork() {}
}
