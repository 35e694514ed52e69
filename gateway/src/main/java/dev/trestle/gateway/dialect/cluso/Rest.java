package dev.trestle.gateway.dialect.cluso;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.dialect.Door;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;

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
    }

    private void answer(RoutingContext context, Buffer body) {
        var name = context.pathParam("param0") + "." + context.pathParam("param1");
        door.guest(context.request(), door.workspace(null))
                .compose(guest -> {
                    var workshop = new Workshop(guest);
                    return workshop.knows(name)
                            ? workshop.call(name, data(body))
                            : Future.failedFuture(new Failure(ErrorCode.NOT_FOUND, "Not found: " + name));
                })
                .onComplete(data -> say(context, data, null), failed -> say(context, null, failed));
    }

    private static Object data(Buffer body) {
        try {
            return body.length() == 0 ? null : new JsonObject(body).getMap();
        } catch (DecodeException notJson) {
            throw new Failure(ErrorCode.PARSE_ERROR, "The body must be an object in JSON");
        }
    }

    static void say(RoutingContext context, Object data, Throwable failed) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("success", failed == null);
        answer.put("data", data);
        answer.put("error", failed == null ? null : failed.getMessage());
        answer.put("timestamp", Channels.now());
        boolean missing =
                failed instanceof Failure failure && failure.getMessage().startsWith("Not found: ");
        context.response()
                .setStatusCode(failed == null ? 200 : missing ? 404 : 400)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .end(Buffer.buffer(Wire.encode(answer)));
    }
}
