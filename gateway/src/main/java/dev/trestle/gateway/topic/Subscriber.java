package dev.trestle.gateway.topic;

import dev.trestle.wire.Topic;
import io.netty.buffer.ByteBuf;

/** A client as its topics see it: where frames go. Belongs to the event loop of its socket. */
public interface Subscriber {

    /** Writes whole frames of RFC 6455, which others write as well; they leave with the next {@link #flush}. */
    void write(ByteBuf frames);

    /** Lets go what was written. */
    void flush();

    /** Writes a notification. */
    <E> void send(Topic<E> topic, E event);

    /** Bytes that wait for the client to read; 0 while it keeps up. */
    long backlog();
}
