package dev.trestle.gateway.dialect.cluso;

import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.JsTime;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.WebTable;
import dev.trestle.gateway.dialect.WebTable.Ask;
import dev.trestle.gateway.dialect.WebTable.Refusal;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;

/** Files and git over HTTP, as the web page of Cluso asks for them: {@code /api/files/read} is {@code files.read}. */
final class Rest implements WebTable.Style {

    private static final String WORK = "(?<service>files|git|ai)/(?<verb>[a-z-]+)";

    private final Door door;

    Rest(Door door) {
        this.door = door;
    }

    void serve() {
        var table = new WebTable(door, "/api/", this, context -> door.guest(context.request(), door.workspace(null)));
        new Chat(door).into(table);
        table.on("GET", WORK, this::call)
                .on("POST", WORK, this::call)
                .otherwise(context -> unknown(context.request().method() + " " + context.normalizedPath()));
    }

    private Future<?> call(Ask ask) {
        var name = ask.context().pathParam("service") + "." + ask.context().pathParam("verb");
        var guest = ask.guest();
        var all = Workshop.of(guest, () -> door.feed(guest, ask.context().response()));
        return all.knows(name) ? all.call(name, ask.object()) : Future.failedFuture(unknown(name));
    }

    private static Failure unknown(String what) {
        return new Failure(ErrorCode.UNKNOWN_OPERATION, "Not served here: " + what);
    }

    @Override
    public Object done(Object data) {
        return Members.of("success", true, "data", data, "error", null, "timestamp", JsTime.now());
    }

    @Override
    public Refusal refused(Throwable cause) {
        boolean unknown = cause instanceof Failure failure && failure.code() == ErrorCode.UNKNOWN_OPERATION;
        var body = Members.of("success", false, "data", null, "error", cause.getMessage(), "timestamp", JsTime.now());
        return new Refusal(unknown ? 404 : 400, body);
    }
}
