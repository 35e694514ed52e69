package dev.trestle.gateway;

import dev.trestle.bus.Histories;
import dev.trestle.bus.Publications;
import dev.trestle.bus.Publications.Publication;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/**
 * What services on the bus publish, and read. They may do so everywhere; what they send is looked at like what clients send.
 */
final class BusPublications {

    private static final String SOMEBODY = "bus";

    private final Edge edge;

    private BusPublications(Edge edge) {
        this.edge = edge;
    }

    /** Completes once services on this node reach it; those on other nodes a moment later. */
    static Future<Void> serve(Edge edge) {
        return Publications.serve(edge.node(), new BusPublications(edge)::publish)
                .compose(served -> Histories.serve(edge.node(), edge.topicOperations()::readFromBus));
    }

    private Future<Position> publish(Publication publication) {
        boolean nothing = publication.data().length() == 0;
        if (!nothing) {
            // It becomes a part of frames as it is, so it must be a value, and one alone.
            edge.reader()
                    .params(Buffer.buffer("{\"data\":")
                            .appendBuffer(publication.data())
                            .appendString("}")
                            .getBytes());
        }
        var who = publication.principal() == null ? SOMEBODY : publication.principal();
        var data = nothing ? null : publication.data().getBytes();
        var topics = edge.topicOperations();
        return publication.event() == null
                ? topics.publishAllFromBus(who, publication.topic(), data, publication.key())
                : topics.publishFromBus(who, publication.topic(), publication.event(), data, publication.key());
    }
}
