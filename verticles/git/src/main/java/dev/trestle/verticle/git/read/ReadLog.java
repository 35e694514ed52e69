package dev.trestle.verticle.git.read;

import dev.trestle.bus.Call;
import dev.trestle.bus.OperationHandler;
import dev.trestle.config.GitConfig;
import dev.trestle.verticle.git.process.Command;
import dev.trestle.verticle.git.repository.Names;
import dev.trestle.verticle.git.repository.Repositories;
import dev.trestle.verticle.git.repository.Work;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.GitHistory.AskLog;
import dev.trestle.wire.GitHistory.Log;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code git.log}. A cursor says how many commits were told, and from which ids on: what is committed meanwhile does not
 * move the pages.
 */
public final class ReadLog implements OperationHandler<AskLog, Log> {

    private static final String ID = "\\^?[0-9a-f]{40,64}";
    private static final int MOST_TIPS = 500;
    private static final Pattern CURSOR =
            Pattern.compile("(\\d{1,9}):(" + ID + "(?:," + ID + "){0," + (MOST_TIPS - 1) + "})");
    private static final String HEAD = "HEAD";

    private record Begin(int skip, List<String> from) {}

    private final Repositories repositories;
    private final GitConfig config;

    /** Of these. */
    public ReadLog(Repositories repositories, GitConfig config) {
        this.repositories = repositories;
        this.config = config;
    }

    @Override
    public Future<Log> handle(AskLog request, Call call) {
        Names.revision("revision", request.revision());
        var cursor = request.cursor() == null ? null : begin(request.cursor());
        check(request);
        return repositories.look(call, request.path(), work -> {
            try {
                return read(work, request, cursor == null ? begin(work, request) : cursor);
            } catch (Failure missing) {
                if (missing.code() == ErrorCode.NOT_FOUND && isEmpty(work, request)) {
                    return new Log(List.of(), null);
                }
                throw missing;
            }
        });
    }

    private static void check(AskLog request) {
        Names.paths(request.paths(), request.pathsBytes());
        for (var text : new String[] {request.author(), request.since(), request.until()}) {
            if (text != null) {
                Names.line("author, since and until", text);
            }
        }
    }

    private static Begin begin(String cursor) {
        var parts = CURSOR.matcher(cursor);
        Names.check(parts.matches(), "cursor must be that of an answer");
        return new Begin(
                Integer.parseInt(parts.group(1)), List.of(parts.group(2).split(",")));
    }

    /** Before the first commit there is nothing to tell, which is no failure. */
    private static boolean isEmpty(Work work, AskLog request) throws IOException {
        return request.revision().equals(HEAD)
                && work.ask(Command.read("rev-parse", "-q", "--verify", HEAD)).code() != 0;
    }

    private static Begin begin(Work work, AskLog request) throws IOException {
        boolean plain = request.paths().isEmpty()
                && request.pathsBytes().isEmpty()
                && request.author() == null
                && request.since() == null
                && request.until() == null
                && !request.revision().contains("..")
                && !request.branches();
        if (plain) {
            // The first that is told is the one that it begins with, so nobody needs to ask.
            return new Begin(0, List.of(request.revision()));
        }
        var ids = work.ask(Command.read("rev-parse")
                .when(request.branches(), "--branches", "--remotes")
                .value(request.revision())
                .with("--"));
        var lines = new ArrayList<>(
                ids.text().lines().filter(line -> line.matches(ID)).toList());
        // What was asked for comes last, and is never left out.
        Collections.reverse(lines);
        var found = lines.stream().distinct().limit(MOST_TIPS).toList();
        // Branches can be there before HEAD is.
        boolean known =
                ids.code() == 0 || request.branches() && request.revision().equals(HEAD);
        if (!known || found.isEmpty()) {
            throw new Failure(ErrorCode.NOT_FOUND, "no such revision: " + request.revision());
        }
        return new Begin(0, found);
    }

    private Log read(Work work, AskLog request, Begin begin) throws IOException {
        var commits = work.read(command(request, begin), output -> LogParser.read(output, request.stats()));
        var page = commits.subList(0, Math.min(request.limit(), commits.size()));
        if (request.files()) {
            page = new FilesOfCommits(config, request).of(work, page);
        }
        if (page.size() == commits.size()) {
            return new Log(page, null);
        }
        var first = begin.from().get(0);
        var from = first.matches(ID)
                ? String.join(",", begin.from())
                : commits.get(0).oid();
        return new Log(page, begin.skip() + page.size() + ":" + from);
    }

    private static Command command(AskLog request, Begin begin) {
        var command = Command.read("log", LogParser.FORMAT)
                .with("--decorate=full", "--no-notes", "--no-ext-diff", "--no-textconv", "--ignore-submodules=dirty")
                .with("--no-show-signature", "--fixed-strings", "--regexp-ignore-case")
                .with("--max-count=" + (request.limit() + 1), "--skip=" + begin.skip())
                .when(request.stats(), "--shortstat");
        if (request.author() != null) {
            command.value("--author=" + request.author());
        }
        if (request.since() != null) {
            command.value("--since=" + request.since());
        }
        if (request.until() != null) {
            command.value("--until=" + request.until());
        }
        begin.from().forEach(command::value);
        return command.paths(Names.paths(request.paths(), request.pathsBytes()));
    }
}
