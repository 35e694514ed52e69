/**
 * What a protocol of another system needs to be spoken here: {@link dev.trestle.gateway.dialect.Dialect} is the protocol,
 * {@link dev.trestle.gateway.dialect.Door} its listener, {@link dev.trestle.gateway.dialect.EventSocket} one of its clients.
 * Everything belongs to one event loop, that of the listener.
 */
package dev.trestle.gateway.dialect;
