package dev.trestle.gateway.dialect.cluso;

import dev.trestle.gateway.dialect.Guest;
import dev.trestle.gateway.dialect.Members;
import dev.trestle.gateway.dialect.Repertoire;
import dev.trestle.gateway.dialect.TopicFeed;
import dev.trestle.wire.Agents;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** What clients of Cluso can have done, by the name that they give it on the socket and over HTTP. */
final class Workshop {

    private Workshop() {}

    /** For {@code guest}; {@code feeds} makes feeds that nothing else uses. */
    static Repertoire of(Guest guest, Supplier<TopicFeed> feeds) {
        var all = new Repertoire().on(() -> agents(guest), "ai.providers");
        new FileWork(guest).into(all);
        new Lookup(guest, feeds).into(all);
        new Repository(guest).into(all);
        return all;
    }

    /** Whichever the client chooses, the workspace's own agent answers, if there is one. */
    private static Future<?> agents(Guest guest) {
        return guest.ask(Agents.LIST)
                .map(found -> !found.agents().isEmpty())
                .otherwise(false)
                .map(some -> Members.of("google", some, "anthropic", some, "openai", some));
    }
}
