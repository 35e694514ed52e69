package dev.trestle.wire;

import java.util.Locale;

/**
 * What the git verticle does with other repositories, and what it tells meanwhile on the topic
 * {@code workspace/<id>/git}. These operations have no deadline but the worker's, and end on {@code session.cancel}.
 */
public final class GitRemote {

    public static final Operation<Fetch, Done> FETCH =
            new Operation<>("git.fetch", Fetch.class, Done.class, "Brings what a remote has.");
    public static final Operation<Pull, Done> PULL = new Operation<>(
            "git.pull", Pull.class, Done.class, "Brings what a remote has and merges it, or rebases onto it.");
    public static final Operation<Push, Done> PUSH =
            new Operation<>("git.push", Push.class, Done.class, "Sends a branch to a remote.");
    public static final Operation<Clone, Done> CLONE =
            new Operation<>("git.clone", Clone.class, Done.class, "Makes a copy of a repository; a whole one or none.");
    public static final Operation<Answer, Empty> CREDENTIAL = new Operation<>(
            "git.credential", Answer.class, Empty.class, "Answers an event credential, with a secret or without.");

    /** The name of the event with a {@link Progress}. */
    public static final String PROGRESS = "progress";

    /** The name of the event with a {@link Changed}. */
    public static final String CHANGED = "changed";

    /** The name of the event with a {@link CredentialAsked}. */
    public static final String ASKED = "credential";

    /** {@code git.fetch}. */
    public record Fetch(
            @Describe(Git.REPOSITORY) @Default("") String path,

            @Describe("Whom to ask; that of the branch, or origin, when absent.") @Nullable
            String remote,

            @Describe("Whether what it has no more is deleted here.") @Default("false")
            boolean prune) {}

    /** {@code git.pull}. */
    public record Pull(
            @Describe(Git.REPOSITORY) @Default("") String path,

            @Describe("Whom to ask; that of the branch when absent.") @Nullable
            String remote,

            @Describe("Which branch of it; the upstream when absent.") @Nullable
            String branch,

            @Describe("Whether own commits are put on top, instead of merged.") @Default("false")
            boolean rebase) {}

    /** What a push may overwrite. */
    @Describe("What a push may overwrite: nothing, or what was there when last fetched.")
    public enum Force {
        NONE,
        LEASE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code git.push}. */
    public record Push(
            @Describe(Git.REPOSITORY) @Default("") String path,

            @Describe("Whom to send to; that of the branch, or origin, when absent.") @Nullable
            String remote,

            @Describe("Which branch; the one that is checked out when absent.") @Nullable
            String branch,

            @Describe("Whether it becomes the upstream.") @Default("false")
            boolean setUpstream,

            @Describe("What may be overwritten.") @Default("none")
            Force force) {}

    /** {@code git.clone}. */
    public record Clone(
            @Describe("https://host/path, ssh://user@host/path or user@host:path, without a password.")
            String url,

            @Describe("The folder to make, from the root of the workspace.")
            String path,

            @Describe("How many commits of history; all when absent.") @Nullable @Range(min = 1, max = 2_147_483_647)
            Integer depth,

            @Describe("Which branch or tag is checked out.") @Nullable
            String branch) {}

    /** The answer to what speaks to others. */
    @Describe("It is done.")
    public record Done(
            @Describe("What git said of it; may be empty.") String summary) {}

    /** {@code git.credential}. */
    public record Answer(
            @Describe("Of the event.") String request,
            @Describe("The name there.") @Nullable String username,

            @Describe("The password or token; without, the operation fails.") @Nullable
            String secret) {}

    /** The event {@code progress}. */
    @Describe("How far an operation has come.")
    public record Progress(
            @Describe("Such as git.clone.") String operation,

            @Describe("The repository, from the root of the workspace.")
            String path,

            @Describe("What it does, such as Receiving objects.")
            String phase,

            @Describe("How much of that, 0 to 100; absent when nobody knows.") @Nullable
            Integer percent) {}

    /** The event {@code changed}. */
    @Describe("A repository changed: HEAD, a ref, the index or the working tree, by whatever hand.")
    public record Changed(
            @Describe("The repository, from the root of the workspace.")
            String path) {}

    /** The event {@code credential}. */
    @Describe("A remote asks who we are; git.credential answers.")
    public record CredentialAsked(
            @Describe("For the answer.") String request,
            @Describe("Who asks.") String url,
            @Describe("What git would ask a person.") String prompt) {}

    private GitRemote() {}
}
