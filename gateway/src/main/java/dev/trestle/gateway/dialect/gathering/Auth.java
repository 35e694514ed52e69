package dev.trestle.gateway.dialect.gathering;

/** The message by which a client says who it is. */
record Auth(String token) {}
