package dev.trestle.verticle.agent.backend.acp;

import dev.trestle.bus.Failures;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** JSON-RPC 2.0 between two that both ask and answer. Belongs to one event loop. */
final class Peer {

    /** Answers what the other one asks for. */
    interface Answers {
        /** Yields the result; an unknown method is a failure {@code UNKNOWN_OPERATION}. */
        Future<JsonObject> answer(String method, JsonObject params);

        /** Hears what needs no answer. */
        void hear(String method, JsonObject params);
    }

    private static final int UNKNOWN_METHOD = -32601;
    private static final int INVALID_PARAMS = -32602;
    private static final int INTERNAL = -32603;
    private static final int NO_SUCH_RESOURCE = -32002;

    private final Consumer<JsonObject> send;
    private final Answers answers;
    private final Map<Long, Promise<JsonObject>> asked = new HashMap<>();
    private long counter;

    Peer(Consumer<JsonObject> send, Answers answers) {
        this.send = send;
        this.answers = answers;
    }

    /** Asks for something; fails with a {@link Failure}. */
    Future<JsonObject> ask(String method, JsonObject params) {
        long id = ++counter;
        Promise<JsonObject> answer = Promise.promise();
        asked.put(id, answer);
        send.accept(message().put("id", id).put("method", method).put("params", params));
        return answer.future();
    }

    /** Says something that needs no answer. */
    void tell(String method, JsonObject params) {
        send.accept(message().put("method", method).put("params", params));
    }

    private static JsonObject message() {
        return new JsonObject().put("jsonrpc", "2.0");
    }

    /** A message has come. */
    void receive(JsonObject message) {
        var method = message.getValue("method");
        var id = message.getValue("id");
        if (method instanceof String name && id == null) {
            hear(name, object(message.getValue("params")));
        } else if (method instanceof String name) {
            reply(id, name, object(message.getValue("params")));
        } else if (id instanceof Number number) {
            var waiting = asked.remove(number.longValue());
            if (waiting != null) {
                settle(waiting, message);
            }
        }
    }

    private void hear(String method, JsonObject params) {
        try {
            answers.hear(method, params);
        } catch (ClassCastException wrongType) {
            // What is no message of the protocol is passed over.
        }
    }

    private static JsonObject object(Object value) {
        return value instanceof JsonObject object ? object : new JsonObject();
    }

    private static void settle(Promise<JsonObject> waiting, JsonObject answer) {
        if (answer.getValue("error") instanceof JsonObject error) {
            var details = error.getValue("data") instanceof JsonObject data ? " " + data.encode() : "";
            waiting.fail(
                    new Failure(ErrorCode.UNAVAILABLE, "the agent answered: " + error.getValue("message") + details));
        } else {
            waiting.complete(object(answer.getValue("result")));
        }
    }

    private void reply(Object id, String method, JsonObject params) {
        Future<JsonObject> answer;
        try {
            answer = answers.answer(method, params);
        } catch (ClassCastException wrongType) {
            answer = Future.failedFuture(new Failure(ErrorCode.INVALID_ARGUMENT, "a member has the wrong type"));
        } catch (RuntimeException refused) {
            answer = Future.failedFuture(refused);
        }
        answer.onSuccess(result -> send.accept(message().put("id", id).put("result", result)))
                .onFailure(cause -> send.accept(message().put("id", id).put("error", error(Failures.from(cause)))));
    }

    private static JsonObject error(Failure failure) {
        int code = switch (failure.code()) {
            case UNKNOWN_OPERATION -> UNKNOWN_METHOD;
            case INVALID_ARGUMENT, FORBIDDEN -> INVALID_PARAMS;
            case NOT_FOUND -> NO_SUCH_RESOURCE;
            default -> INTERNAL;
        };
        return new JsonObject().put("code", code).put("message", failure.getMessage());
    }

    /** Nothing will come any more. */
    void fail(Failure cause) {
        var waiting = List.copyOf(asked.values());
        asked.clear();
        waiting.forEach(promise -> promise.fail(cause));
    }
}
