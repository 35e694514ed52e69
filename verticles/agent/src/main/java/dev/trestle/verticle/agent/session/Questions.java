package dev.trestle.verticle.agent.session;

import dev.trestle.wire.AgentEvents.Option;
import dev.trestle.wire.AgentEvents.Permission;
import dev.trestle.wire.AgentEvents.Resolved;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The questions of a session that wait for an answer. The first one counts. */
final class Questions {

    /** How many answered ones are remembered, to tell who comes too late. */
    private static final int REMEMBERED = 64;

    private record Open(Permission asked, Promise<Option> answer, long timer) {}

    private final Vertx vertx;
    private final Consumer<Resolved> tell;
    private final Map<String, Open> open = new LinkedHashMap<>();
    private final Map<String, String> answered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    Questions(Vertx vertx, Consumer<Resolved> tell) {
        this.vertx = vertx;
        this.tell = tell;
    }

    /** Waits for an answer to {@code asked}; yields {@code null} when nobody gave one. */
    Future<Option> ask(Permission asked, long milliseconds) {
        Promise<Option> answer = Promise.promise();
        long timer = vertx.setTimer(milliseconds, late -> resolve(asked.request(), null, "timeout"));
        open.put(asked.request(), new Open(asked, answer, timer));
        return answer.future();
    }

    /**
     * Answers a question.
     *
     * @throws Failure {@code NOT_FOUND}, {@code CONFLICT} when it is answered, {@code INVALID_ARGUMENT}
     */
    void answer(String request, String option, String by) {
        var waiting = open.get(request);
        if (waiting == null) {
            var first = answered.get(request);
            throw first == null
                    ? new Failure(ErrorCode.NOT_FOUND, "no such request: " + request)
                    : new Failure(ErrorCode.CONFLICT, "it was answered already, by " + first).with(Map.of("by", first));
        }
        var chosen = waiting.asked().options().stream()
                .filter(offered -> offered.id().equals(option))
                .findFirst()
                .orElseThrow(() -> new Failure(
                        ErrorCode.INVALID_ARGUMENT,
                        "option must be one of "
                                + String.join(
                                        ", ",
                                        waiting.asked().options().stream()
                                                .map(Option::id)
                                                .toList())));
        resolve(request, chosen, by);
    }

    private void resolve(String request, Option chosen, String by) {
        var waiting = open.remove(request);
        vertx.cancelTimer(waiting.timer());
        answered.put(request, by);
        tell.accept(new Resolved(waiting.asked().turn(), request, chosen == null ? null : chosen.id(), by));
        waiting.answer().complete(chosen);
    }

    /** Nobody needs the answers any more. */
    void cancel() {
        List.copyOf(open.keySet()).forEach(request -> resolve(request, null, "cancel"));
    }

    boolean isEmpty() {
        return open.isEmpty();
    }
}
