package dev.trestle.gateway;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** A client of topics over a raw socket: answers and notifications come apart. */
final class TopicClient implements AutoCloseable {

    private final RawSocket socket;
    private final Queue<JsonObject> notifications = new ArrayDeque<>();
    /** Those that came before they were asked for: of two topics, the one that is owned here is answered sooner. */
    private final Map<Integer, JsonObject> answers = new HashMap<>();

    private int ids;

    TopicClient(RawSocket socket) {
        this.socket = socket;
    }

    static TopicClient of(TestGateway gateway) {
        return new TopicClient(gateway.owner());
    }

    RawSocket socket() {
        return socket;
    }

    /** The frame that answers. */
    JsonObject ask(String method, Object... params) {
        int id = send(method, params);
        return answer(id);
    }

    int send(String method, Object... params) {
        int id = ++ids;
        socket.call(id, method, object(params).encode());
        return id;
    }

    /** The frame that answers the request {@code id}; notifications before it are kept. */
    JsonObject answer(int id) {
        while (!answers.containsKey(id)) {
            var frame = socket.json();
            if (frame.containsKey("method")) {
                notifications.add(frame);
            } else {
                answers.put(frame.getInteger("id"), frame);
            }
        }
        return answers.remove(id);
    }

    JsonObject call(String method, Object... params) {
        var answer = ask(method, params);
        if (!answer.containsKey("result")) {
            throw new AssertionError(method + " failed: " + answer);
        }
        return answer.getJsonObject("result");
    }

    /** The {@code error} that answers. */
    JsonObject error(String method, Object... params) {
        var answer = ask(method, params);
        if (!answer.containsKey("error")) {
            throw new AssertionError(method + " did not fail: " + answer);
        }
        return answer.getJsonObject("error");
    }

    String code(String method, Object... params) {
        return error(method, params).getJsonObject("data").getString("code");
    }

    /** Publishes and yields the place. */
    JsonObject publish(String topic, String event, Object data) {
        return call("topic.publish", "topic", topic, "event", event, "data", data);
    }

    /** The next notification. */
    JsonObject notification() {
        var kept = notifications.poll();
        return kept == null ? socket.json() : kept;
    }

    /** The params of the next notification, which is {@code topic.event}. */
    JsonObject event() {
        var next = notification();
        if (!"topic.event".equals(next.getString("method"))) {
            throw new AssertionError("not an event: " + next);
        }
        return next.getJsonObject("params");
    }

    List<JsonObject> events(int count) {
        var events = new ArrayList<JsonObject>();
        for (int i = 0; i < count; i++) {
            events.add(event());
        }
        return events;
    }

    /** Notifications that came before the answer to a ping. */
    List<JsonObject> soFar() {
        call("session.ping");
        return kept();
    }

    /** Notifications that came before the last answer. */
    List<JsonObject> kept() {
        var all = List.copyOf(notifications);
        notifications.clear();
        return all;
    }

    static JsonObject object(Object... namesAndValues) {
        var object = new JsonObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    @Override
    public void close() {
        socket.close();
    }
}
