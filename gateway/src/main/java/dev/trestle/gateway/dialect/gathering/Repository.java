package dev.trestle.gateway.dialect.gathering;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.gathering.Rest.Ask;
import dev.trestle.gateway.dialect.gathering.Rest.Work;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitHistory;
import dev.trestle.wire.GitHistory.FileDiff;
import dev.trestle.wire.GitRemote;
import dev.trestle.wire.GitWork;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The repository over HTTP, but for what has been committed. */
final class Repository {

    private static final Set<ErrorCode> ASKED_WRONG = Set.of(ErrorCode.NOT_FOUND, ErrorCode.INVALID_ARGUMENT);
    private static final Set<ErrorCode> GITS_OWN =
            Set.of(ErrorCode.CONFLICT, ErrorCode.NOT_FOUND, ErrorCode.TIMEOUT, ErrorCode.UNSUPPORTED);

    /** Of files. */
    record Paths(List<String> files) {}

    void into(Map<String, Work> table) {
        table.put(
                "GET git/status",
                ask -> status(ask.guest())
                        .map(status -> Map.of("status", GitStatus.of(status)))
                        .recover(failed -> isNone(failed)
                                ? Future.failedFuture(new HttpException(400, "Not a git repository"))
                                : Future.failedFuture(failed)));
        table.put("GET git/branches", ask -> branches(ask).map(found -> Map.of("branches", found)));
        table.put("GET git/diff", ask -> diff(ask).map(found -> Map.of("diff", found)));
        table.put(
                "POST git/stage",
                ask -> paths(ask, paths -> ask.guest().call(Git.STAGE, new Git.Stage("", paths, List.of(), null))));
        table.put(
                "POST git/unstage",
                ask -> paths(ask, paths -> ask.guest().call(Git.UNSTAGE, new Git.Unstage("", paths, List.of(), null))));
        table.put("POST git/commit", Repository::commit);
        table.put("POST git/push", Repository::push);
        table.put("POST git/pull", Repository::pull);
        new History().into(table);
    }

    private static Future<Git.Status> status(Guest guest) {
        return guest.call(Git.STATUS, new Git.AskStatus("", GitStatus.MOST, false));
    }

    /** Whether there is no repository. */
    static boolean isNone(Throwable failed) {
        return failed instanceof Failure failure && failure.code() == ErrorCode.UNSUPPORTED;
    }

    private static Future<Map<String, Object>> branches(Ask ask) {
        return ask.guest()
                .call(Git.BRANCHES, new Git.ListBranches(""))
                .map(found -> Frames.of(
                        "current",
                        found.current(),
                        "branches",
                        found.branches().stream()
                                .map(branch -> Frames.of(
                                        "name",
                                        branch.name(),
                                        "type",
                                        branch.remote() == null ? "local" : "remote",
                                        "current",
                                        branch.name().equals(found.current())))
                                .toList()))
                .recover(failed -> isNone(failed)
                        ? Future.succeededFuture(Frames.of("current", null, "branches", List.of()))
                        : Future.failedFuture(failed));
    }

    /** What is wrong with the question is told beside the place of the answer, for that is where the page looks. */
    private static Future<Map<String, Object>> diff(Ask ask) {
        var commit = ask.text("commit");
        var file = ask.text("file_path");
        List<String> paths = file == null ? List.of() : List.of(file);
        var files = commit == null
                ? ask.guest()
                        .call(
                                GitHistory.DIFF,
                                new GitHistory.AskDiff("", null, null, false, paths, List.of(), 3, true, 1000))
                        .map(GitHistory.Diff::files)
                : ask.guest()
                        .call(GitHistory.SHOW, new GitHistory.AskShow("", commit, 3, true, 1000))
                        .map(GitHistory.Shown::files);
        return files.map(found -> Frames.of(
                        "diff",
                        found.stream()
                                .filter(each -> file == null || each.path().equals(file))
                                .map(FileDiff::patch)
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining()),
                        "commit",
                        commit,
                        "file",
                        file))
                .recover(failed -> isNone(failed) || ASKED_WRONG.contains(((Failure) failed).code())
                        ? Future.succeededFuture(Frames.of("error", failed.getMessage()))
                        : Future.failedFuture(failed));
    }

    private static Future<Map<String, Object>> paths(Ask ask, Function<List<String>, Future<?>> work) {
        var paths = list(ask);
        return work.apply(paths).map(done -> Frames.of("success", true, "files", paths));
    }

    /** The dashboard sends a bare list, and the documents put it into an object. */
    private static List<String> list(Ask ask) {
        var body = ask.body().toString().strip();
        return Wire.decode(Buffer.buffer(body.startsWith("[") ? "{\"files\":" + body + "}" : body), Paths.class)
                .files();
    }

    private static Future<Map<String, Object>> commit(Ask ask) {
        var message = ask.member("message");
        var author = ask.given("author_name") == null
                ? null
                : new GitWork.Author(ask.member("author_name"), ask.member("author_email"));
        var request = new GitWork.Commit("", message, false, author, false, false);
        return ask.guest().call(GitWork.COMMIT, request).map(made -> {
            var hash = made.oid().substring(0, History.SHORT);
            Activities.note(ask.guest(), "commit", Map.of("hash", hash, "message", made.subject()));
            var answer = Frames.of("success", true, "message", message, "hash", hash);
            answer.put("output", "[" + hash + "] " + made.subject() + "\n " + made.files() + " files changed");
            return answer;
        });
    }

    private static Future<Map<String, Object>> push(Ask ask) {
        boolean upstream = Boolean.TRUE.equals(ask.given("set_upstream"));
        return transfer(
                ask,
                (remote, branch) -> ask.guest()
                        .call(GitRemote.PUSH, new GitRemote.Push("", remote, branch, upstream, GitRemote.Force.NONE)));
    }

    private static Future<Map<String, Object>> pull(Ask ask) {
        return transfer(
                ask,
                (remote, branch) -> ask.guest().call(GitRemote.PULL, new GitRemote.Pull("", remote, branch, false)));
    }

    /** What git refuses is an error of the server for these clients. */
    private static Future<Map<String, Object>> transfer(
            Ask ask, BiFunction<String, String, Future<GitRemote.Done>> work) {
        var remote = ask.given("remote") == null ? "origin" : ask.member("remote");
        var branch = ask.given("branch") == null ? null : ask.member("branch");
        return work.apply(remote, branch)
                .map(done -> Frames.of("success", true, "remote", remote, "branch", branch, "output", done.summary()))
                .recover(failed -> Future.failedFuture(
                        GITS_OWN.contains(((Failure) failed).code())
                                ? new HttpException(500, failed.getMessage())
                                : failed));
    }
}
