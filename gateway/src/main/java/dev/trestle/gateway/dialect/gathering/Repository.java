package dev.trestle.gateway.dialect.gathering;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Snake;
import dev.trestle.gateway.dialect.WebTable;
import dev.trestle.gateway.dialect.WebTable.Ask;
import dev.trestle.wire.Default;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitHistory;
import dev.trestle.wire.GitHistory.FileDiff;
import dev.trestle.wire.GitRemote;
import dev.trestle.wire.GitWork;
import dev.trestle.wire.Nullable;
import dev.trestle.wire.Operation;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The repository over HTTP, but for what has been committed. */
final class Repository {

    private static final Set<ErrorCode> ASKED_WRONG =
            Set.of(ErrorCode.NOT_FOUND, ErrorCode.INVALID_ARGUMENT, ErrorCode.UNSUPPORTED);
    private static final Set<ErrorCode> GITS_OWN =
            Set.of(ErrorCode.CONFLICT, ErrorCode.NOT_FOUND, ErrorCode.TIMEOUT, ErrorCode.UNSUPPORTED);

    /** Of files. */
    record Paths(List<String> files) {}

    /** Which changes: those of a commit, or those that are not staged. */
    record Changes(@Nullable String commit, @Nullable String filePath) {}

    /** What to commit as. */
    record Commit(
            String message,
            @Nullable String authorName,
            @Nullable String authorEmail) {}

    /** Where to push to, or to pull from. */
    record Transfer(
            @Default("origin") String remote,
            @Nullable String branch,
            @Default("false") boolean setUpstream) {}

    private record Branch(String name, String type, boolean current) {}

    private record Branches(String current, List<Branch> branches) {}

    private record Committed(boolean success, String message, String hash, String output) {}

    private record Transferred(boolean success, String remote, String branch, String output) {}

    private Repository() {}

    static void into(WebTable table) {
        table.on("GET", "git/status", ask -> status(ask.guest()))
                .on("GET", "git/branches", ask -> branches(ask.guest()))
                .on("GET", "git/diff", Changes.class, Repository::diff)
                .on("POST", "git/stage", ask -> move(ask, Git.STAGE))
                .on("POST", "git/unstage", ask -> move(ask, Git.UNSTAGE))
                .on("POST", "git/commit", Commit.class, Repository::commit)
                .on("POST", "git/push", Transfer.class, (guest, asked) -> transfer(guest, asked, GitRemote.PUSH))
                .on("POST", "git/pull", Transfer.class, (guest, asked) -> transfer(guest, asked, GitRemote.PULL));
    }

    private static Future<?> status(Guest guest) {
        return guest.ask(Git.STATUS)
                .map(status -> Members.of("status", standing(status)))
                .recover(Rest.when(ErrorCode.UNSUPPORTED, none -> {
                    throw new HttpException(400, "Not a git repository");
                }));
    }

    /** How a repository stands. */
    static Map<String, Object> standing(Git.Status status) {
        var standing = Members.of(
                "is_git_repo", true,
                "branch", status.branch(),
                "ahead", status.ahead(),
                "behind", status.behind(),
                "untracked", status.untracked(),
                "staged", changes(status, Git.Entry::index),
                "clean", status.entries().isEmpty() && status.untracked().isEmpty());
        standing.putAll(changes(status, Git.Entry::worktree));
        return standing;
    }

    private static Map<String, Object> changes(Git.Status status, Function<Git.Entry, String> side) {
        return Members.of(
                "modified", paths(status, side, "MTRU"),
                "added", paths(status, side, "AC"),
                "deleted", paths(status, side, "D"));
    }

    private static List<String> paths(Git.Status status, Function<Git.Entry, String> side, String letters) {
        return status.entries().stream()
                .filter(entry -> letters.contains(side.apply(entry)))
                .map(Git.Entry::path)
                .toList();
    }

    private static Future<?> branches(Guest guest) {
        return guest.ask(Git.BRANCHES)
                .map(found -> new Branches(found.current(), branches(found)))
                .recover(Rest.when(ErrorCode.UNSUPPORTED, none -> new Branches(null, List.of())))
                .map(found -> Members.of("branches", Snake.members(found)));
    }

    private static List<Branch> branches(Git.Branches found) {
        return found.branches().stream()
                .map(branch -> new Branch(
                        branch.name(),
                        branch.remote() == null ? "local" : "remote",
                        branch.name().equals(found.current())))
                .toList();
    }

    /** What is wrong with the question is told beside the place of the answer, for that is where the page looks. */
    private static Future<?> diff(Guest guest, Changes asked) {
        var file = asked.filePath();
        var paths = file == null ? null : List.of(file);
        var files = asked.commit() == null
                ? guest.ask(GitHistory.DIFF, "paths", paths).map(GitHistory.Diff::files)
                : guest.ask(GitHistory.SHOW, "revision", asked.commit(), "paths", paths)
                        .map(GitHistory.Shown::files);
        return files.map(found -> found.stream()
                        .map(FileDiff::patch)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining()))
                .map(text -> Members.of("diff", text, "commit", asked.commit(), "file", file))
                .recover(failed -> ASKED_WRONG.contains(((Failure) failed).code())
                        ? Future.succeededFuture(Members.of("error", failed.getMessage()))
                        : Future.failedFuture(failed))
                .map(found -> Members.of("diff", found));
    }

    /** The dashboard sends a bare list of paths, and the documents put it into an object. */
    private static Future<?> move(Ask ask, Operation<?, ?> how) {
        var body = ask.body().toString().strip();
        var paths = Wire.decode(Buffer.buffer(body.startsWith("[") ? "{\"files\":" + body + "}" : body), Paths.class);
        return ask.guest().ask(how, "paths", paths.files()).map(Members.of("success", true, "files", paths.files()));
    }

    private static Future<?> commit(Guest guest, Commit asked) {
        var author = asked.authorName() == null ? null : new GitWork.Author(asked.authorName(), asked.authorEmail());
        return guest.ask(GitWork.COMMIT, "message", asked.message(), "author", author)
                .map(made -> {
                    var hash = made.oid().substring(0, History.SHORT);
                    Activities.note(guest, "commit", Map.of("hash", hash, "message", made.subject()));
                    var output = "[" + hash + "] " + made.subject() + "\n " + made.files() + " files changed";
                    return new Committed(true, asked.message(), hash, output);
                });
    }

    /** A pull passes over what is said of an upstream. What git refuses is an error of the server for these clients. */
    private static Future<?> transfer(Guest guest, Transfer asked, Operation<?, GitRemote.Done> how) {
        return guest.ask(how, "remote", asked.remote(), "branch", asked.branch(), "setUpstream", asked.setUpstream())
                .map(done -> new Transferred(true, asked.remote(), asked.branch(), done.summary()))
                .recover(failed -> Future.failedFuture(
                        GITS_OWN.contains(((Failure) failed).code())
                                ? new HttpException(500, failed.getMessage())
                                : failed));
    }
}
