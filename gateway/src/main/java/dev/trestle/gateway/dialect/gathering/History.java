package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.WebTable;
import dev.trestle.gateway.dialect.WebTable.Ask;
import dev.trestle.wire.Default;
import dev.trestle.wire.Git;
import dev.trestle.wire.GitHistory;
import dev.trestle.wire.GitHistory.Commit;
import dev.trestle.wire.GitHistory.FileDiff;
import dev.trestle.wire.Nullable;
import dev.trestle.wire.Range;
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
    private static final String HEAD = "HEAD";
    private static final String BRANCH = "refs/heads/";
    private static final String REMOTE = "refs/remotes/";
    private static final String TAG = "refs/tags/";

    /** Which commits. */
    record Asked(
            @Default("50") @Range(min = 1, max = MOST) int limit,
            @Default(HEAD) String branch,
            @Nullable String author,
            @Default("true") boolean allBranches) {}

    /** Which commits of a file. */
    record OfFile(
            String filePath,
            @Default("50") @Range(min = 1, max = MOST) int limit) {}

    private History() {}

    static void into(WebTable table) {
        table.on("GET", "git/commits", Asked.class, History::commits)
                .on("GET", "git/file-history", OfFile.class, History::file)
                .on("GET", "git/graph", Asked.class, History::graph);
    }

    private static Future<List<Commit>> log(Guest guest, String revision, int limit, String file, String author) {
        List<String> paths = file == null ? List.of() : List.of(file);
        var request =
                new GitHistory.AskLog("", revision, limit, null, paths, List.of(), author, null, null, file == null);
        return guest.call(GitHistory.LOG, request).map(GitHistory.Log::commits);
    }

    private static Future<List<Map<String, Object>>> commits(Ask ask, Asked asked) {
        return log(ask.guest(), asked.branch(), asked.limit(), null, asked.author())
                .compose(commits -> Future.all(commits.stream()
                                .map(commit -> detailed(ask.guest(), commit))
                                .toList())
                        .map(all -> all.<Map<String, Object>>list()))
                .recover(Repository.whereIsNone(none -> List.of()));
    }

    /** Which files it is about is a question of its own. */
    private static Future<Map<String, Object>> detailed(Guest guest, Commit commit) {
        var request = new GitHistory.AskShow("", commit.oid(), 0, false, 10_000);
        return guest.call(GitHistory.SHOW, request).map(shown -> {
            var files = shown.files();
            var answer = signed(Members.of("hash", commit.oid()), commit);
            answer.put("body", commit.body().stripTrailing());
            answer.put("files", files.stream().map(FileDiff::path).toList());
            int added = files.stream().mapToInt(FileDiff::added).sum();
            int removed = files.stream().mapToInt(FileDiff::removed).sum();
            answer.put("stats", Members.of("files_changed", files.size(), "insertions", added, "deletions", removed));
            return answer;
        });
    }

    private static Map<String, Object> signed(Map<String, Object> answer, Commit commit) {
        answer.putAll(Members.of(
                "author_name", commit.author().name(),
                "author_email", commit.author().email(),
                "timestamp", commit.author().time() / 1000,
                "date", date(commit),
                "message", commit.subject()));
        return answer;
    }

    /** By the clock on the wall, without a zone. */
    private static String date(Commit commit) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                Instant.ofEpochMilli(commit.author().time()).atZone(ZoneId.systemDefault()));
    }

    private static Future<List<Map<String, Object>>> file(Ask ask, OfFile asked) {
        return log(ask.guest(), HEAD, asked.limit(), asked.filePath(), null)
                .map(commits -> commits.stream()
                        .map(commit -> Members.of(
                                "hash", commit.oid(),
                                "author", commit.author().name(),
                                "timestamp", commit.author().time() / 1000,
                                "date", date(commit),
                                "message", commit.subject(),
                                "file", asked.filePath()))
                        .toList())
                .recover(Repository.whereIsNone(none -> List.of()));
    }

    /** Of all branches, what each of them has, the latest first. */
    private static Future<Map<String, Object>> graph(Ask ask, Asked asked) {
        return (asked.allBranches() ? tips(ask.guest()) : Future.succeededFuture(List.of(HEAD)))
                .compose(tips -> Future.all(tips.stream()
                        .map(tip -> log(ask.guest(), tip, asked.limit(), null, null))
                        .toList()))
                .map(logs -> {
                    var commits = new LinkedHashMap<String, Commit>();
                    logs.<List<Commit>>list().forEach(log -> log.forEach(each -> commits.put(each.oid(), each)));
                    var shown = commits.values().stream()
                            .sorted(Comparator.comparingLong((Commit commit) ->
                                            commit.committer().time())
                                    .reversed())
                            .limit(asked.limit())
                            .map(History::node)
                            .toList();
                    return Members.of("commits", shown, "total", shown.size());
                })
                .recover(Repository.whereIsNone(none -> {
                    throw new HttpException(404, "Not a git repository");
                }));
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
        var branches =
                Stream.concat(named(commit, BRANCH), named(commit, REMOTE)).toList();
        var node = Members.of(
                "hash", commit.oid(),
                "short_hash", commit.oid().substring(0, SHORT),
                "parents", commit.parents(),
                "parent_count", commit.parents().size(),
                "branches", branches,
                "tags", named(commit, TAG).toList(),
                "is_merge", commit.parents().size() > 1);
        return signed(node, commit);
    }

    private static Stream<String> named(Commit commit, String kind) {
        return commit.refs().stream().filter(ref -> ref.startsWith(kind)).map(ref -> ref.substring(kind.length()));
    }
}
