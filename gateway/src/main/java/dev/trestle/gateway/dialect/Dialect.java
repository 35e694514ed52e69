package dev.trestle.gateway.dialect;

/** The protocol of another system, as a translation to operations and topics. */
@FunctionalInterface
public interface Dialect {

    /** Adds what is served to the router of {@code door}; called on the event loop of the listener, for each listener. */
    void serve(Door door);
}
