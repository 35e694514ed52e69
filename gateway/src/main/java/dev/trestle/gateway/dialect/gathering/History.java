package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.gathering.Rest.Ask;
import dev.trestle.gateway.dialect.gathering.Rest.Work;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitHistory;
import dev.trestle.wire.GitHistory.Commit;
import io.vertx.core.Future;
import io.vertx.ext.web.handler.HttpException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What has been committed, over HTTP. */
final class History {

    static final int SHORT = 7;

    private static final int MOST = 200;
    private static final int USUAL = 50;
    private static final String HEAD = "HEAD";
    private static final String BRANCH = "refs/heads/";
    private static final String REMOTE = "refs/remotes/";
    private static final String TAG = "refs/tags/";

    void into(Map<String, Work> table) {
        table.put("GET git/commits", ask -> orNone(commits(ask)));
        table.put("GET git/file-history", ask -> orNone(file(ask)));
        table.put(
                "GET git/graph",
                ask -> graph(ask)
                        .recover(failed -> Future.failedFuture(
                                Repository.isNone(failed) ? new HttpException(404, "Not a git repository") : failed)));
    }

    private static <T> Future<List<T>> orNone(Future<List<T>> found) {
        return found.recover(
                failed -> Repository.isNone(failed) ? Future.succeededFuture(List.of()) : Future.failedFuture(failed));
    }

    private static Future<List<Commit>> log(Guest guest, String revision, int limit, String file, String author) {
        List<String> paths = file == null ? List.of() : List.of(file);
        var request =
                new GitHistory.AskLog("", revision, limit, null, paths, List.of(), author, null, null, file == null);
        return guest.call(GitHistory.LOG, request).map(GitHistory.Log::commits);
    }

    private static Future<List<Map<String, Object>>> commits(Ask ask) {
        var branch = ask.text("branch");
        return log(
                        ask.guest(),
                        branch == null ? HEAD : branch,
                        ask.number("limit", USUAL, MOST),
                        null,
                        ask.text("author"))
                .compose(commits -> Future.all(commits.stream()
                                .map(commit -> detailed(ask.guest(), commit))
                                .toList())
                        .map(all -> all.list()));
    }

    /** Which files it is about is a question of its own. */
    private static Future<Map<String, Object>> detailed(Guest guest, Commit commit) {
        var request = new GitHistory.AskShow("", commit.oid(), 0, false, 10_000);
        return guest.call(GitHistory.SHOW, request).map(shown -> {
            var answer = signed(Frames.of("hash", commit.oid()), commit);
            answer.put("body", commit.body().stripTrailing());
            answer.put(
                    "files",
                    shown.files().stream().map(GitHistory.FileDiff::path).toList());
            var stats = Frames.of("files_changed", shown.files().size());
            stats.put(
                    "insertions",
                    shown.files().stream().mapToInt(GitHistory.FileDiff::added).sum());
            stats.put(
                    "deletions",
                    shown.files().stream()
                            .mapToInt(GitHistory.FileDiff::removed)
                            .sum());
            answer.put("stats", stats);
            return answer;
        });
    }

    private static Map<String, Object> signed(Map<String, Object> answer, Commit commit) {
        answer.put("author_name", commit.author().name());
        answer.put("author_email", commit.author().email());
        answer.put("timestamp", commit.author().time() / 1000);
        answer.put("date", date(commit));
        answer.put("message", commit.subject());
        return answer;
    }

    /** By the clock on the wall, without a zone. */
    private static String date(Commit commit) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                Instant.ofEpochMilli(commit.author().time()).atZone(ZoneId.systemDefault()));
    }

    private static Future<List<Map<String, Object>>> file(Ask ask) {
        var path = ask.needed("file_path");
        return log(ask.guest(), HEAD, ask.number("limit", USUAL, MOST), path, null)
                .map(commits -> commits.stream()
                        .map(commit -> Frames.of(
                                "hash",
                                commit.oid(),
                                "author",
                                commit.author().name(),
                                "timestamp",
                                commit.author().time() / 1000,
                                "date",
                                date(commit),
                                "message",
                                commit.subject(),
                                "file",
                                path))
                        .toList());
    }

    /** Of all branches, what each of them has, the latest first. */
    private static Future<Map<String, Object>> graph(Ask ask) {
        int limit = ask.number("limit", USUAL, MOST);
        boolean all = !"false".equals(ask.text("all_branches"));
        return (all ? tips(ask.guest()) : Future.succeededFuture(List.of(HEAD)))
                .compose(tips -> Future.all(tips.stream()
                        .map(tip -> log(ask.guest(), tip, limit, null, null))
                        .toList()))
                .map(logs -> {
                    var commits = new LinkedHashMap<String, Commit>();
                    logs.<List<Commit>>list().forEach(log -> log.forEach(each -> commits.put(each.oid(), each)));
                    var shown = commits.values().stream()
                            .sorted(Comparator.comparingLong((Commit commit) ->
                                            commit.committer().time())
                                    .reversed())
                            .limit(limit)
                            .map(History::node)
                            .toList();
                    return Frames.of("commits", shown, "total", shown.size());
                });
    }

    private static Future<List<String>> tips(Guest guest) {
        return guest.call(Git.BRANCHES, new Git.ListBranches("")).map(found -> {
            var tips = new ArrayList<>(List.of(HEAD));
            found.branches().stream()
                    .map(Git.Branch::oid)
                    .distinct()
                    .limit(MOST)
                    .forEach(tips::add);
            return tips;
        });
    }

    private static Map<String, Object> node(Commit commit) {
        var node = Frames.of("hash", commit.oid(), "short_hash", commit.oid().substring(0, SHORT));
        node.put("parents", commit.parents());
        node.put("parent_count", commit.parents().size());
        signed(node, commit);
        node.put(
                "branches",
                Stream.concat(named(commit, BRANCH), named(commit, REMOTE)).toList());
        node.put("tags", named(commit, TAG).toList());
        node.put("is_merge", commit.parents().size() > 1);
        return node;
    }

    private static Stream<String> named(Commit commit, String kind) {
        return commit.refs().stream().filter(ref -> ref.startsWith(kind)).map(ref -> ref.substring(kind.length()));
    }
}
