package dev.trestle.gateway.dialect.cluso;

import dev.trestle.gateway.dialect.EventSocket;
import dev.trestle.gateway.dialect.TopicFeed;
import dev.trestle.wire.Topics;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What the agents of the workspace say, in pieces that are numbered for each answer. */
final class Agents {

    private final EventSocket socket;
    private final Consumer<Object> teller;
    private final Set<String> followed = new HashSet<>();
    private final Map<String, Integer> pieces = new HashMap<>();

    Agents(EventSocket socket, Consumer<Object> teller) {
        this.socket = socket;
        this.teller = teller;
    }

    /** Follows the sessions that there are; where there are no agents, nobody speaks. */
    Future<Void> follow() {
        return socket.guest()
                .ask("agent.sessions", Map.of())
                .map(answer -> answer.get("sessions") instanceof List<?> list ? list : List.of())
                .otherwise(List.of())
                .compose(sessions -> Future.join(sessions.stream()
                        .map(session -> (Future<?>) follow("agent/" + ((Map<?, ?>) session).get("session")))
                        .toList()))
                .mapEmpty();
    }

    private Future<Void> follow(String topic) {
        followed.add(topic);
        return socket.topics()
                .follow(topic, new TopicFeed.Follower() {
                    @Override
                    public void event(Topics.Event event) {
                        hear(event);
                    }

                    /** An answer of which a piece is lost ends there. */
                    @Override
                    public void gap(Topics.Gap gap) {
                        pieces.forEach((turn, next) -> tell(turn, "", next, true));
                        pieces.clear();
                    }
                })
                .otherwiseEmpty();
    }

    void leave() {
        followed.forEach(topic -> socket.topics().leave(topic));
        followed.clear();
        pieces.clear();
    }

    private void hear(Topics.Event event) {
        var data = event.data() instanceof Map<?, ?> members ? members : Map.of();
        var turn = String.valueOf(data.get("turn"));
        if (event.event().equals("chunk")) {
            int index = pieces.merge(turn, 1, Integer::sum) - 1;
            tell(turn, String.valueOf(data.get("text")), index, false);
        } else if (event.event().equals("completed") || event.event().equals("failed")) {
            var last = pieces.remove(turn);
            tell(turn, "", last == null ? 0 : last, true);
        }
    }

    private void tell(String turn, String text, int index, boolean finished) {
        teller.accept(News.stamped("id", turn, "chunk", text, "index", index, "finished", finished));
    }
}
