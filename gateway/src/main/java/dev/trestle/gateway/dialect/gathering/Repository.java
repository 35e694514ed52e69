package dev.trestle.gateway.dialect.gathering;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.dialect.Members;
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
            @Default("false") boolean setUpstream) {

        Map<String, Object> done(GitRemote.Done done) {
            return Members.of("success", true, "remote", remote, "branch", branch, "output", done.summary());
        }
    }

    private Repository() {}

    static void into(WebTable table) {
        table.on("GET", "git/status", Repository::status)
                .on("GET", "git/branches", Repository::branches)
                .on("GET", "git/diff", Changes.class, Repository::diff)
                .on("POST", "git/stage", Repository::stage)
                .on("POST", "git/unstage", Repository::unstage)
                .on("POST", "git/commit", Commit.class, Repository::commit)
                .on("POST", "git/push", Transfer.class, Repository::push)
                .on("POST", "git/pull", Transfer.class, Repository::pull);
    }

    /** What to answer where there is no repository; {@code instead} may throw. */
    static <T> Function<Throwable, Future<T>> whereIsNone(Function<Failure, T> instead) {
        return Rest.when(ErrorCode.UNSUPPORTED, instead);
    }

    private static Future<Map<String, Object>> status(Ask ask) {
        return ask.guest()
                .call(Git.STATUS, new Git.AskStatus("", GitStatus.MOST, false))
                .map(status -> Members.of("status", GitStatus.of(status)))
                .recover(whereIsNone(none -> {
                    throw new HttpException(400, "Not a git repository");
                }));
    }

    private static Future<Map<String, Object>> branches(Ask ask) {
        return ask.guest()
                .call(Git.BRANCHES, new Git.ListBranches(""))
                .map(found -> {
                    var branches = found.branches().stream()
                            .map(branch -> Members.of(
                                    "name", branch.name(),
                                    "type", branch.remote() == null ? "local" : "remote",
                                    "current", branch.name().equals(found.current())))
                            .toList();
                    return Members.of("current", found.current(), "branches", branches);
                })
                .recover(whereIsNone(none -> Members.of("current", null, "branches", List.of())))
                .map(found -> Members.of("branches", found));
    }

    /** What is wrong with the question is told beside the place of the answer, for that is where the page looks. */
    private static Future<Map<String, Object>> diff(Ask ask, Changes asked) {
        var file = asked.filePath();
        List<String> paths = file == null ? List.of() : List.of(file);
        var files = asked.commit() == null
                ? ask.guest()
                        .call(
                                GitHistory.DIFF,
                                new GitHistory.AskDiff("", null, null, false, paths, List.of(), 3, true, 1000))
                        .map(GitHistory.Diff::files)
                : ask.guest()
                        .call(GitHistory.SHOW, new GitHistory.AskShow("", asked.commit(), 3, true, 1000))
                        .map(GitHistory.Shown::files);
        return files.map(found -> {
                    var text = found.stream()
                            .filter(each -> file == null || each.path().equals(file))
                            .map(FileDiff::patch)
                            .filter(Objects::nonNull)
                            .collect(Collectors.joining());
                    return Members.of("diff", text, "commit", asked.commit(), "file", file);
                })
                .recover(failed -> ASKED_WRONG.contains(((Failure) failed).code())
                        ? Future.succeededFuture(Members.of("error", failed.getMessage()))
                        : Future.failedFuture(failed))
                .map(found -> Members.of("diff", found));
    }

    /** The dashboard sends a bare list, and the documents put it into an object. */
    private static List<String> paths(Ask ask) {
        var body = ask.body().toString().strip();
        return Wire.decode(Buffer.buffer(body.startsWith("[") ? "{\"files\":" + body + "}" : body), Paths.class)
                .files();
    }

    private static Future<Map<String, Object>> stage(Ask ask) {
        var paths = paths(ask);
        return ask.guest()
                .call(Git.STAGE, new Git.Stage("", paths, List.of(), null, null))
                .map(Members.of("success", true, "files", paths));
    }

    private static Future<Map<String, Object>> unstage(Ask ask) {
        var paths = paths(ask);
        return ask.guest()
                .call(Git.UNSTAGE, new Git.Unstage("", paths, List.of(), null, null))
                .map(Members.of("success", true, "files", paths));
    }

    private static Future<Map<String, Object>> commit(Ask ask, Commit asked) {
        var author = asked.authorName() == null ? null : new GitWork.Author(asked.authorName(), asked.authorEmail());
        var request = new GitWork.Commit("", asked.message(), false, author, false, false);
        return ask.guest().call(GitWork.COMMIT, request).map(made -> {
            var hash = made.oid().substring(0, History.SHORT);
            Activities.note(ask.guest(), "commit", Map.of("hash", hash, "message", made.subject()));
            var message = asked.message();
            var output = "[" + hash + "] " + made.subject() + "\n " + made.files() + " files changed";
            return Members.of("success", true, "message", message, "hash", hash, "output", output);
        });
    }

    private static Future<Map<String, Object>> push(Ask ask, Transfer to) {
        var push = new GitRemote.Push("", to.remote(), to.branch(), to.setUpstream(), GitRemote.Force.NONE);
        return ask.guest().call(GitRemote.PUSH, push).map(to::done).recover(Repository::told);
    }

    private static Future<Map<String, Object>> pull(Ask ask, Transfer from) {
        var pull = new GitRemote.Pull("", from.remote(), from.branch(), false);
        return ask.guest().call(GitRemote.PULL, pull).map(from::done).recover(Repository::told);
    }

    /** What git refuses is an error of the server for these clients. */
    private static <T> Future<T> told(Throwable failed) {
        boolean gits = GITS_OWN.contains(((Failure) failed).code());
        return Future.failedFuture(gits ? new HttpException(500, failed.getMessage()) : failed);
    }
}
