package dev.trestle.gateway.dialect.cluso;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Letters;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Repertoire;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitRemote;
import dev.trestle.wire.GitWork;
import dev.trestle.wire.Nullable;
import dev.trestle.wire.Operation;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What clients of Cluso can have done with the repository of the workspace. */
final class Repository {

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

    Repository(Guest guest) {
        this.guest = guest;
    }

    void into(Repertoire all) {
        all.on(() -> status().map(Repository::branch), "git.current-branch", "git.getCurrentBranch")
                .on(() -> status().map(Repository::files), "git.status", "git.getStatus")
                .on(this::branches, "git.branches")
                .on(Known.class, this::checkout, "git.checkout")
                .on(New.class, this::create, "git.create-branch")
                .on(Restored.class, this::restore, "git.checkout-file")
                .on(Message.class, this::commit, "git.commit")
                .on(() -> done("Pushed to remote repository", GitRemote.PUSH), "git.push")
                .on(() -> done("Pulled from remote repository", GitRemote.PULL), "git.pull")
                .on(Remark.class, this::stash, "git.stash")
                .on(() -> done("Stashed changes restored", GitWork.STASH, "action", "pop"), "git.stash-pop");
    }

    /** Has {@code operation} done, of which {@code message} is told. */
    private Future<Map<String, Object>> done(String message, Operation<?, ?> operation, Object... params) {
        return guest.ask(operation, params).map(Members.of("message", message));
    }

    private Future<?> checkout(Known asked) {
        return done("Switched to branch: " + asked.branch(), GitWork.CHECKOUT, "branch", asked.branch());
    }

    private Future<?> create(New asked) {
        var message = "Created and switched to branch: " + asked.name();
        return done(message, GitWork.CHECKOUT, "branch", asked.name(), "create", true);
    }

    private Future<?> restore(Restored asked) {
        return done("Restored file: " + asked.path(), Git.DISCARD, "paths", List.of(asked.path()));
    }

    /** Of everything that has changed. */
    private Future<?> commit(Message asked) {
        var message = "Commit created: " + asked.message();
        return guest.ask(Git.STAGE, "paths", List.of(""))
                .compose(staged -> done(message, GitWork.COMMIT, "message", asked.message()));
    }

    private Future<?> stash(Remark asked) {
        return done("Changes stashed", GitWork.STASH, "action", "push", "message", asked.message());
    }

    private Future<Git.Status> status() {
        return guest.ask(Git.STATUS);
    }

    private static Map<String, Object> branch(Git.Status status) {
        return Members.of("branch", status.branch() == null ? "HEAD" : status.branch());
    }

    private Future<?> branches() {
        return guest.ask(Git.BRANCHES)
                .map(found -> Members.of(
                        "branches",
                        found.branches().stream().map(Git.Branch::name).toList()));
    }

    /** Each file with the letters of git, and a little more than its own server says. */
    private static Map<String, Object> files(Git.Status status) {
        var files = new ArrayList<Map<String, Object>>();
        Letters.of(status).forEach((path, letters) -> files.add(Members.of("status", letters, "file", path)));
        return Members.of(
                "files", files,
                "hasChanges", !files.isEmpty(),
                "branch", status.branch(),
                "ahead", status.ahead(),
                "behind", status.behind());
    }
}
