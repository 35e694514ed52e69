package dev.trestle.gateway.dialect.cluso;

import dev.trestle.gateway.dialect.Dialect;
import dev.trestle.gateway.dialect.Door;
import dev.trestle.gateway.dialect.Envelope;
import dev.trestle.gateway.dialect.Members;

/** The protocol of the server of Cluso: channels on a WebSocket at any path, and files and git over HTTP. */
public final class Cluso implements Dialect {

    /** Messages that differ by their type alone. */
    private static final Envelope ENVELOPE =
            Envelope.of("type", (type, data) -> Members.of("type", type, "data", data));

    @Override
    public void serve(Door door) {
        door.sockets(".*", ENVELOPE, none -> null, (socket, visit) -> new Talker(socket).serve());
        new Rest(door).serve();
    }
}
