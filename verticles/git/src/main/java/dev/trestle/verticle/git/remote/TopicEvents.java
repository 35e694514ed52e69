package dev.trestle.verticle.git.remote;

import dev.trestle.bus.Node;
import dev.trestle.bus.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes events; where no gateway takes them, nobody listens. */
public final class TopicEvents implements Events {

    private static final Logger LOGGER = LoggerFactory.getLogger(TopicEvents.class);
    private static final String SERVICE = "git";

    private final Publisher publisher;

    /** By way of {@code node}. */
    public TopicEvents(Node node) {
        publisher = node.publisher(SERVICE);
    }

    @Override
    public void tell(String workspace, String event, Object data) {
        publisher
                .publish("workspace/" + workspace + "/git", event, data)
                .onFailure(cause -> LOGGER.atDebug()
                        .addKeyValue("event", event)
                        .addKeyValue("cause", cause.getMessage())
                        .log("an event was not published"));
    }
}
