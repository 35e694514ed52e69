package dev.trestle.gateway.dialect.cluso;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Repertoire;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Git;
import dev.trestle.wire.Nullable;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What clients of Cluso can have done with the repository of the workspace. */
final class GitWork {

    private static final int MOST = 10_000;

    /** A branch that is there. */
    record Known(String branch) {}

    /** A branch that is to be. */
    record New(String name) {}

    /** What a commit says. */
    record Message(String message) {}

    /** What may be said about what is put aside. */
    record Remark(@Nullable String message) {}

    /** A file; its page calls it otherwise than its server. */
    record Restored(@Nullable String file, @Nullable String filePath) {
        private String path() {
            if (file == null && filePath == null) {
                throw new Failure(ErrorCode.INVALID_ARGUMENT, "file is required");
            }
            return file == null ? filePath : file;
        }
    }

    private final Guest guest;

    GitWork(Guest guest) {
        this.guest = guest;
    }

    void into(Repertoire all) {
        all.on(() -> status().map(GitWork::branch), "git.current-branch", "git.getCurrentBranch")
                .on(() -> status().map(GitWork::files), "git.status", "git.getStatus")
                .on(this::branches, "git.branches")
                .on(Known.class, this::checkout, "git.checkout")
                .on(New.class, this::create, "git.create-branch")
                .on(Restored.class, this::restore, "git.checkout-file")
                .on(Message.class, this::commit, "git.commit")
                .on(() -> done("git.push", Map.of(), "Pushed to remote repository"), "git.push")
                .on(() -> done("git.pull", Map.of(), "Pulled from remote repository"), "git.pull")
                .on(Remark.class, this::stash, "git.stash")
                .on(() -> done("git.stash", Map.of("action", "pop"), "Stashed changes restored"), "git.stash-pop");
    }

    private Future<Map<String, Object>> done(String operation, Map<String, ?> params, String message) {
        return guest.ask(operation, params).map(Members.of("message", message));
    }

    private Future<?> checkout(Known asked) {
        return done("git.checkout", Map.of("branch", asked.branch()), "Switched to branch: " + asked.branch());
    }

    private Future<?> create(New asked) {
        var params = Map.of("branch", asked.name(), "create", true);
        return done("git.checkout", params, "Created and switched to branch: " + asked.name());
    }

    private Future<?> restore(Restored asked) {
        return done("git.discard", Map.of("paths", List.of(asked.path())), "Restored file: " + asked.path());
    }

    /** Of everything that has changed. */
    private Future<?> commit(Message asked) {
        return guest.ask("git.stage", Map.of("paths", List.of("")))
                .compose(staged ->
                        done("git.commit", Map.of("message", asked.message()), "Commit created: " + asked.message()));
    }

    private Future<?> stash(Remark asked) {
        return done("git.stash", Members.of("action", "push", "message", asked.message()), "Changes stashed");
    }

    private Future<Git.Status> status() {
        return guest.call(Git.STATUS, new Git.AskStatus("", MOST, false));
    }

    private static Map<String, Object> branch(Git.Status status) {
        return Members.of("branch", status.branch() == null ? "HEAD" : status.branch());
    }

    private Future<?> branches() {
        return guest.call(Git.BRANCHES, new Git.ListBranches(""))
                .map(found -> Members.of(
                        "branches",
                        found.branches().stream().map(Git.Branch::name).toList()));
    }

    /** Each file with the letters of git, and a little more than its own server says. */
    private static Map<String, Object> files(Git.Status status) {
        var files = new ArrayList<Map<String, Object>>();
        status.entries().forEach(entry -> files.add(file(entry.path(), entry.index() + entry.worktree())));
        status.untracked().forEach(path -> files.add(file(path, "??")));
        return Members.of(
                "files", files,
                "hasChanges", !files.isEmpty(),
                "branch", status.branch(),
                "ahead", status.ahead(),
                "behind", status.behind());
    }

    private static Map<String, Object> file(String path, String letters) {
        return Members.of("status", letters.replace(".", ""), "file", path);
    }
}
