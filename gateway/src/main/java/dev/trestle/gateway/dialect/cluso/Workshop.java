package dev.trestle.gateway.dialect.cluso;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What clients of Cluso can have done, by the name that they give it on the socket and over HTTP. */
final class Workshop {

    /** What is done under one name. */
    @FunctionalInterface
    interface Work {
        /** With these arguments. */
        Future<?> on(Map<String, Object> data);
    }

    private final Guest guest;
    private final Map<String, Work> table = new HashMap<>();

    Workshop(Guest guest) {
        this.guest = guest;
        new FileWork(guest).into(table);
        new GitWork(guest).into(table);
        table.put("ai.providers", none -> agents());
    }

    /** Whichever the client chooses, the workspace's own agent answers, if there is one. */
    private Future<Map<String, Object>> agents() {
        return guest.ask("agent.list", Map.of())
                .map(found -> !((List<?>) found.get("agents")).isEmpty())
                .otherwise(false)
                .map(some -> Map.of("google", some, "anthropic", some, "openai", some));
    }

    /** Does what {@code name} says with {@code data}, an object or, for files, the path alone. */
    Future<?> call(String name, Object data) {
        var work = table.get(name);
        if (work == null) {
            return Future.failedFuture(new Failure(ErrorCode.UNKNOWN_OPERATION, "No handler for request type"));
        }
        var members = new HashMap<String, Object>();
        if (data instanceof Map<?, ?> object) {
            object.forEach((key, value) -> members.put(String.valueOf(key), value));
        } else if (data != null) {
            members.put("path", data);
        }
        try {
            return work.on(members);
        } catch (Failure refused) {
            return Future.failedFuture(refused);
        }
    }

    /** Whether there is something of this name. */
    boolean knows(String name) {
        return table.containsKey(name);
    }

    static String text(Map<String, Object> data, String name) {
        if (data.get(name) instanceof String text) {
            return text;
        }
        throw new Failure(ErrorCode.INVALID_ARGUMENT, name + " must be a string");
    }

    static Map<String, Object> done(Map<String, Object> data, String... echo) {
        var answer = new LinkedHashMap<String, Object>();
        for (var name : echo) {
            answer.put(name, data.get(name));
        }
        return answer;
    }
}
