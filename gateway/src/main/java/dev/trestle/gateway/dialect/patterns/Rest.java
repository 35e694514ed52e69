package dev.trestle.gateway.dialect.patterns;

import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.JsTime;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.WebTable;
import dev.trestle.gateway.dialect.WebTable.Refusal;
import dev.trestle.gateway.http.Answers;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import java.util.Map;

/** What is served over HTTP: whether somebody is there. Everything else is refused in the words of the patterns server. */
final class Rest implements WebTable.Style {

    private final long start = System.currentTimeMillis();

    void serve(Door door) {
        new WebTable(door, "/api/", this, context -> Future.succeededFuture())
                .on("GET", "health", ask -> Future.succeededFuture(health()))
                .otherwise(context -> new Failure(
                        ErrorCode.NOT_FOUND,
                        "Not served here: " + context.request().method() + " " + context.normalizedPath()));
    }

    private Map<String, Object> health() {
        long now = System.currentTimeMillis();
        return Members.of("status", "ok", "timestamp", JsTime.of(now), "uptime", (now - start) / 1000.0);
    }

    @Override
    public Object done(Object data) {
        return data;
    }

    @Override
    public Refusal refused(Throwable cause) {
        var code = ((Failure) cause).code();
        return new Refusal(Answers.statusOf(code), Map.of("error", cause.getMessage(), "code", code.name()));
    }
}
