package dev.trestle.wire;

import java.util.Objects;

/**
 * One kind of message that the server sends on its own: the row behind a notification or an event.
 *
 * @param name the notification's {@code method}
 * @param event the record that it carries
 * @param summary when it is sent, in one sentence
 */
public record Topic<E>(String name, Class<E> event, String summary) {
    public Topic {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(event, "event");
    }
}
