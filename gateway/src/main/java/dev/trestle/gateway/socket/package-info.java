/**
 * One socket's life. Everything here runs on that socket's event loop and nothing is shared between sockets, except
 * {@code Backlog}, which all loops share. A call from another thread is a bug.
 */
package dev.trestle.gateway.socket;
