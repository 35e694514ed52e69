/**
 * What a terminal shows, kept without a window: bytes in, a picture out. A viewer that comes late gets the picture as escape sequences
 * instead of raw bytes from the middle.
 *
 * <p>Behaves as xterm.js does, since that is what draws our terminals and what the tests compare with; where other terminals differ,
 * xterm.js wins (decision 014). Nothing here has a thread or a lock: a {@link dev.trestle.verticle.pty.screen.Screen} belongs to one
 * thread at a time.
 */
package dev.trestle.verticle.pty.screen;
