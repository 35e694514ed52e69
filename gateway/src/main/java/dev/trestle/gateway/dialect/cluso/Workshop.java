package dev.trestle.gateway.dialect.cluso;

import static dev.trestle.gateway.dialect.Repertoire.members;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Repertoire;
import dev.trestle.gateway.dialect.TopicFeed;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What clients of Cluso can have done, by the name that they give it on the socket and over HTTP. */
final class Workshop {

    private Workshop() {}

    /** For {@code guest}; {@code feeds} makes feeds that nothing else uses. */
    static Repertoire of(Guest guest, Supplier<TopicFeed> feeds) {
        var all = new Repertoire().add(none -> agents(guest), "ai.providers");
        new FileWork(guest).into(all);
        new Lookup(guest, feeds).into(all);
        new GitWork(guest).into(all);
        return all;
    }

    /** Whichever the client chooses, the workspace's own agent answers, if there is one. */
    private static Future<?> agents(Guest guest) {
        return guest.ask("agent.list", Map.of())
                .map(found -> !((List<?>) found.get("agents")).isEmpty())
                .otherwise(false)
                .map(some -> members("google", some, "anthropic", some, "openai", some));
    }
}
