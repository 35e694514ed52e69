package dev.trestle.gateway.dialect.patterns;

import dev.trestle.config.PatternsConfig;
import dev.trestle.gateway.dialect.Dialect;
import dev.trestle.gateway.dialect.Door;

/** The protocol of the patterns server: a client starts an agent, talks with it, and is told what it says. */
public final class Patterns implements Dialect {

    private final PatternsConfig config;

    public Patterns(PatternsConfig config) {
        this.config = config;
    }

    /** Who was here before says so in the address, since the messages have no word for it. */
    @Override
    public void serve(Door door) {
        var clients = new Clients(door, config);
        door.sockets(
                "/ws",
                Frames.ENVELOPE,
                none -> null,
                (socket, visit) -> clients.welcome(visit.text("clientId"), socket));
        new Rest().serve(door);
    }
}
