package dev.trestle.gateway.dialect.gathering;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.http.Answers;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What GatheRing serves over HTTP about one workspace, by method and path. Refusals are {@code {"detail": …}}. */
final class Rest {

    private static final String FILES = "files/";

    /** What is asked: by whom, with what behind the question mark, and with which body. */
    record Ask(Guest guest, RoutingContext context, String rest, Buffer body) {
        /** The parameter of this name, or {@code null}. */
        String text(String name) {
            var values = context.queryParam(name);
            return values.isEmpty() ? null : values.get(0);
        }

        /** The parameter of this name, which must be there. */
        String needed(String name) {
            var text = text(name);
            if (text == null) {
                throw new Failure(ErrorCode.INVALID_ARGUMENT, "Field required: " + name);
            }
            return text;
        }

        /** The number of this name from 1 to {@code most}. */
        int number(String name, int otherwise, int most) {
            var text = text(name);
            if (text == null) {
                return otherwise;
            } else if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= most) {
                return Integer.parseInt(text);
            }
            throw new Failure(ErrorCode.INVALID_ARGUMENT, name + " should be a number from 1 to " + most);
        }

        /** The file that it is about, in the workspace. */
        String path() {
            var path = rest.startsWith(FILES) ? rest.substring(FILES.length()) : needed("path");
            int depth = 0;
            for (var part : path.split("/")) {
                depth += part.equals("..") ? -1 : part.isEmpty() || part.equals(".") ? 0 : 1;
                if (depth < 0) {
                    throw new HttpException(400, "File path outside project: " + path);
                }
            }
            return path;
        }

        /** The member of this name of the object that was sent, or {@code null}. */
        Object given(String name) {
            try {
                return new JsonObject(body).getValue(name);
            } catch (DecodeException notAnObject) {
                throw new Failure(ErrorCode.PARSE_ERROR, "the body must be an object in JSON");
            }
        }

        /** The same, which must be a text. */
        String member(String name) {
            if (given(name) instanceof String text) {
                return text;
            }
            throw new Failure(ErrorCode.INVALID_ARGUMENT, name + " must be a string");
        }
    }

    /** Answers one kind of question; {@code null} when it has answered by itself. */
    @FunctionalInterface
    interface Work {
        Future<?> on(Ask ask);
    }

    private final Door door;
    private final Map<String, Work> table = new HashMap<>();

    Rest(Door door) {
        this.door = door;
        new FileWork().into(table);
        new Repository().into(table);
        new Activities().into(table);
        new Python(door).into(table);
    }

    void serve() {
        door.router()
                .routeWithRegex("(?:/api)?/workspace/(?<project>[^/]+)/(?<rest>.+)")
                .handler(context -> door.body(context.request())
                        .onSuccess(body -> guarded(context, () -> enter(context, body)))
                        .onFailure(refused -> refuse(context, refused)));
    }

    private void enter(RoutingContext context, Buffer body) {
        var rest = context.pathParam("rest");
        var name = rest.startsWith(FILES) ? "file" : rest;
        var work = table.get(context.request().method() + " " + name);
        if (work == null) {
            throw new HttpException(404, "Not Found");
        }
        var workspace = project(door, context.pathParam("project"));
        answer(
                context,
                door.guest(context.request(), workspace)
                        .compose(guest -> work.on(new Ask(guest, context, rest, body))));
    }

    /** The workspace of this name; where there is none that is called 1, the first project is that of the settings. */
    static String project(Door door, String named) {
        return named.equals("1") && !door.hosts(named) ? door.workspace(null) : named;
    }

    /** Runs {@code work}, and answers for it when it cannot. */
    static void guarded(RoutingContext context, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException refused) {
            refuse(context, refused);
        }
    }

    static void answer(RoutingContext context, Future<?> answer) {
        answer.onSuccess(data -> {
                    if (data != null) {
                        say(context, 200, data);
                    }
                })
                .onFailure(refused -> refuse(context, refused));
    }

    static void refuse(RoutingContext context, Throwable refused) {
        if (refused instanceof HttpException known) {
            say(context, known.getStatusCode(), Map.of("detail", known.getPayload()));
        } else if (refused instanceof Failure failure) {
            refuse(context, failure);
        } else {
            context.fail(refused);
        }
    }

    private static void refuse(RoutingContext context, Failure failure) {
        var what = failure.getMessage();
        switch (failure.code()) {
            case INVALID_ARGUMENT, PARSE_ERROR ->
                say(
                        context,
                        422,
                        Map.of(
                                "detail",
                                List.of(Map.of("loc", List.of("request"), "msg", what, "type", "value_error"))));
            case RATE_LIMITED -> say(context, 429, Map.of("error", "Rate limit exceeded: " + what));
            case UNSUPPORTED -> say(context, 400, Map.of("detail", what));
            default -> say(context, Answers.statusOf(failure.code()), Map.of("detail", what));
        }
    }

    private static void say(RoutingContext context, int status, Object data) {
        var response = context.response();
        if (response.headWritten()) {
            // What has begun as something else cannot end well.
            context.request().connection().close();
            return;
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(Wire.encode(data)));
    }
}
