package dev.trestle.gateway.dialect.gathering;

import dev.trestle.gateway.dialect.Dialogue;
import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.TopicFeed;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Agents of a workspace that take turns: each hears what was said since it spoke. Belongs to one event loop. */
final class RoundTable {

    private final Guest guest;
    private final TopicFeed feed;
    private final List<String> said = new ArrayList<>();
    private final Map<String, Dialogue> dialogues = new HashMap<>();
    private final Map<String, Integer> heard = new HashMap<>();

    /** Of {@code guest}, who hears of it by {@code feed}. */
    RoundTable(Guest guest, TopicFeed feed) {
        this.guest = guest;
        this.feed = feed;
    }

    /** All who speak from now on hear {@code text}. */
    void say(String text) {
        said.add(text);
    }

    /** How much has been said. */
    int size() {
        return said.size();
    }

    /**
     * {@code agent} speaks: to be called when the one before has; {@code begins} is run first, and {@code pieces} hears who says
     * what. Yields all of it; fails as {@link Dialogue#ask} does.
     */
    Future<String> turn(String agent, Consumer<String> begins, BiConsumer<String, String> pieces) {
        var news = said.subList(heard.getOrDefault(agent, 0), said.size());
        var text = news.isEmpty() ? "Go on." : String.join("\n\n", news);
        return dialogue(agent)
                .compose(dialogue -> {
                    begins.accept(agent);
                    return dialogue.ask(text, null, piece -> pieces.accept(agent, piece));
                })
                .map(answer -> {
                    said.add(agent + ": " + answer.text());
                    heard.put(agent, said.size());
                    return answer.text();
                });
    }

    private Future<Dialogue> dialogue(String agent) {
        var known = dialogues.get(agent);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        var begun = new Dialogue(guest, feed);
        dialogues.put(agent, begun);
        return begun.start(agent).map(begun).onFailure(refused -> dialogues.remove(agent));
    }

    /** Ends all sessions. */
    void end() {
        dialogues.values().forEach(Dialogue::stop);
    }
}
