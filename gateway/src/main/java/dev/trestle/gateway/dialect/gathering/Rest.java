package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Snake;
import dev.trestle.gateway.dialect.WebTable;
import dev.trestle.gateway.dialect.WebTable.Refusal;
import dev.trestle.gateway.http.Answers;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What GatheRing serves over HTTP, with and without {@code /api}. Refusals are {@code {"detail": …}}. */
final class Rest implements WebTable.Style {

    void serve(Door door, Logins logins, Dashboard dashboard) {
        var everybody = new WebTable(door, "(?:/api)?/", this, context -> Future.succeededFuture())
                .on("GET", "health", ask -> Future.succeededFuture(Map.of("status", "healthy")));
        logins.into(everybody);
        new WebTable(door, "(?:/api)?/", this, context -> door.guest(context.request(), door.workspace(null)))
                .on("POST", "auth/logout", logins::logout)
                .on("GET", "ws/stats", ask -> Future.succeededFuture(dashboard.stats()))
                .on("GET", "agents/(?<agent>[^/]+)/history", Chat.Of.class, Chat::history)
                .on("GET", "agents(?:-db)?", ask -> Crew.shown(ask.guest()))
                .on("GET", "circles", ask -> none("circles"))
                .on("GET", "conversations", ask -> none("conversations"))
                .on("GET", "background-tasks", ask -> none("tasks"))
                .on("GET", "lsp/[^/]+/status", ask -> Future.succeededFuture(Map.of("active", false)));
        var workspace = new WebTable(
                        door,
                        "(?:/api)?/workspace/(?<project>[^/]+)/",
                        this,
                        context -> door.guest(context.request(), project(door, context.pathParam("project"))))
                .on("POST", "run-python", Python.Program.class, Python::run);
        Explorer.into(workspace);
        FileWork.into(workspace);
        Repository.into(workspace);
        History.into(workspace);
        Activities.into(workspace);
        workspace.otherwise(context -> new HttpException(404, "Not Found"));
        everybody.otherwise(context -> new HttpException(
                404, "Not served here: " + context.request().method() + " " + context.normalizedPath()));
    }

    /** A list of what nobody keeps here, for pages that show one. */
    private static Future<?> none(String kind) {
        return Future.succeededFuture(Members.of(kind, List.of(), "total", 0, "counts", Map.of()));
    }

    /** The workspace of this name; where there is none that is called 1, the first project is that of the settings. */
    static String project(Door door, String named) {
        return named.equals("1") && !door.hosts(named) ? door.workspace(null) : named;
    }

    /** What to answer instead of a failure of this kind; {@code instead} may throw. */
    static <T> Function<Throwable, Future<T>> when(ErrorCode code, Function<Failure, T> instead) {
        return failed -> failed instanceof Failure failure && failure.code() == code
                ? Future.succeededFuture(failure).map(instead)
                : Future.failedFuture(failed);
    }

    @Override
    public Object done(Object data) {
        return Snake.json(data);
    }

    @Override
    public Refusal refused(Throwable cause) {
        if (cause instanceof HttpException known) {
            return new Refusal(known.getStatusCode(), Map.of("detail", known.getPayload()));
        }
        var failure = (Failure) cause;
        var what = failure.getMessage();
        return switch (failure.code()) {
            case INVALID_ARGUMENT, PARSE_ERROR -> {
                var misfit = Members.of("loc", List.of("request"), "msg", snake(what), "type", "value_error");
                yield new Refusal(422, Map.of("detail", List.of(misfit)));
            }
            case RATE_LIMITED -> new Refusal(429, Map.of("error", "Rate limit exceeded: " + what));
            case UNSUPPORTED -> new Refusal(400, Map.of("detail", what));
            default -> new Refusal(Answers.statusOf(failure.code()), Map.of("detail", what));
        };
    }

    /** A message begins with the name of what is wrong. */
    private static String snake(String what) {
        int end = Math.max(0, what.indexOf(' '));
        return Snake.name(what.substring(0, end)) + what.substring(end);
    }
}
