package dev.trestle.gateway.dialect.cluso;

import static dev.trestle.gateway.dialect.Repertoire.members;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.JsTime;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Files and git over HTTP, as the web page of Cluso asks for them: {@code /api/files/read} is {@code files.read}. */
final class Rest {

    private final Door door;

    Rest(Door door) {
        this.door = door;
    }

    void serve() {
        door.router()
                .getWithRegex("/api/(files|git|ai)/([a-z-]+)")
                .handler(context -> answer(context, Buffer.buffer()));
        new Chat(door).serve();
        door.router()
                .postWithRegex("/api/(files|git)/([a-z-]+)")
                .handler(context -> door.body(context.request())
                        .onComplete(body -> answer(context, body), refused -> say(context, null, refused)));
        door.router()
                .route("/api/*")
                .handler(context -> say(
                        context,
                        null,
                        new Failure(
                                ErrorCode.UNKNOWN_OPERATION,
                                "Not served here: " + context.request().method() + " " + context.normalizedPath())));
    }

    private void answer(RoutingContext context, Buffer body) {
        var name = context.pathParam("param0") + "." + context.pathParam("param1");
        door.guest(context.request(), door.workspace(null))
                .<Object>compose(guest -> {
                    var all = Workshop.of(guest, () -> door.feed(guest, context.response()));
                    if (!all.knows(name)) {
                        throw new Failure(ErrorCode.UNKNOWN_OPERATION, "Not served here: " + name);
                    }
                    return all.call(name, data(body)).map(done -> (Object) done);
                })
                .onComplete(data -> say(context, data, null), failed -> say(context, null, failed));
    }

    private static Map<String, Object> data(Buffer body) {
        try {
            return body.length() == 0 ? Map.of() : new JsonObject(body).getMap();
        } catch (DecodeException notJson) {
            throw new Failure(ErrorCode.PARSE_ERROR, "The body must be an object in JSON");
        }
    }

    static void say(RoutingContext context, Object data, Throwable failed) {
        var answer = members(
                "success",
                failed == null,
                "data",
                data,
                "error",
                failed == null ? null : failed.getMessage(),
                "timestamp",
                JsTime.now());
        boolean unknown = failed instanceof Failure failure && failure.code() == ErrorCode.UNKNOWN_OPERATION;
        context.response()
                .setStatusCode(failed == null ? 200 : unknown ? 404 : 400)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .end(Buffer.buffer(Wire.encode(answer)));
    }
}
