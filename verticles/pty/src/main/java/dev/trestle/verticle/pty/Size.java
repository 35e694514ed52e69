package dev.trestle.verticle.pty;

/** How large a terminal is, in characters. */
record Size(int cols, int rows) {}
