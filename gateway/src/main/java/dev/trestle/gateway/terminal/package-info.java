/**
 * Terminals as one socket sees them: their output in fair turns, what is typed, what has been consumed. Everything here runs
 * on the socket's event loop and nothing is shared between sockets.
 */
package dev.trestle.gateway.terminal;
