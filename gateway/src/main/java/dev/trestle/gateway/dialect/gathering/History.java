package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.WebTable;
import dev.trestle.wire.Default;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.GitHistory;
import dev.trestle.wire.GitHistory.ChangedFile;
import dev.trestle.wire.GitHistory.Commit;
import dev.trestle.wire.Nullable;
import dev.trestle.wire.Range;
import io.vertx.core.Future;
import io.vertx.ext.web.handler.HttpException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What has been committed, over HTTP. */
final class History {

    static final int SHORT = 7;

    private static final int MOST = 200;

    /** Which commits. */
    record Asked(
            @Default("50") @Range(min = 1, max = MOST) int limit,
            @Default("HEAD") String branch,
            @Nullable String author,
            @Default("true") boolean allBranches) {}

    /** Which commits of a file. */
    record OfFile(
            String filePath,
            @Default("50") @Range(min = 1, max = MOST) int limit) {}

    private record Version(String hash, String author, long timestamp, String date, String message, String file) {}

    private History() {}

    static void into(WebTable table) {
        table.on("GET", "git/commits", Asked.class, History::commits)
                .on("GET", "git/file-history", OfFile.class, History::file)
                .on("GET", "git/graph", Asked.class, History::graph);
    }

    private static Future<?> commits(Guest guest, Asked asked) {
        return Commits.of(guest, asked.limit(), "revision", asked.branch(), "author", asked.author())
                .map(commits -> commits.stream().map(History::detailed).toList())
                .recover(Rest.when(ErrorCode.UNSUPPORTED, none -> List.of()));
    }

    private static Map<String, Object> detailed(Commit commit) {
        var files = commit.files();
        int added = files.stream().mapToInt(ChangedFile::added).sum();
        int removed = files.stream().mapToInt(ChangedFile::removed).sum();
        var detailed = signed(commit, Members.of("hash", commit.oid()));
        detailed.put("body", commit.body().stripTrailing());
        detailed.put("files", files.stream().map(ChangedFile::path).toList());
        detailed.put("stats", Members.of("files_changed", files.size(), "insertions", added, "deletions", removed));
        return detailed;
    }

    private static Map<String, Object> signed(Commit commit, Map<String, Object> shown) {
        shown.put("author_name", commit.author().name());
        shown.put("author_email", commit.author().email());
        shown.put("timestamp", commit.author().time() / 1000);
        shown.put("date", date(commit));
        shown.put("message", commit.subject());
        return shown;
    }

    /** By the clock on the wall, without a zone. */
    private static String date(Commit commit) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                Instant.ofEpochMilli(commit.author().time()).atZone(ZoneId.systemDefault()));
    }

    private static Future<?> file(Guest guest, OfFile asked) {
        return guest.ask(GitHistory.LOG, "limit", asked.limit(), "paths", List.of(asked.filePath()))
                .map(log -> log.commits().stream()
                        .map(commit -> version(commit, asked.filePath()))
                        .toList())
                .recover(Rest.when(ErrorCode.UNSUPPORTED, none -> List.of()));
    }

    private static Version version(Commit commit, String file) {
        var author = commit.author();
        return new Version(commit.oid(), author.name(), author.time() / 1000, date(commit), commit.subject(), file);
    }

    private static Future<?> graph(Guest guest, Asked asked) {
        return guest.ask(GitHistory.LOG, "limit", asked.limit(), "branches", asked.allBranches())
                .map(log -> log.commits().stream().map(History::node).toList())
                .map(commits -> Members.of("commits", commits, "total", commits.size()))
                .recover(Rest.when(ErrorCode.UNSUPPORTED, none -> {
                    throw new HttpException(404, "Not a git repository");
                }));
    }

    private static Map<String, Object> node(Commit commit) {
        var parents = commit.parents();
        var node = Members.of(
                "hash", commit.oid(),
                "short_hash", commit.oid().substring(0, SHORT),
                "parents", parents,
                "parent_count", parents.size(),
                "branches", refs(commit, "refs/heads/", "refs/remotes/"),
                "tags", refs(commit, "refs/tags/"),
                "is_merge", parents.size() > 1);
        return signed(commit, node);
    }

    private static List<String> refs(Commit commit, String... kinds) {
        return Stream.of(kinds)
                .flatMap(kind -> commit.refs().stream()
                        .filter(ref -> ref.startsWith(kind))
                        .map(ref -> ref.substring(kind.length())))
                .toList();
    }
}
