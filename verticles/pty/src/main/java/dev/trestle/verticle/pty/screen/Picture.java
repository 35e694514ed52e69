package dev.trestle.verticle.pty.screen;

/**
 * A screen as escape sequences. Written to a terminal of the same size, and followed by the program's output from {@code offset} on, they
 * leave it as if it had been there from the start.
 *
 * @param bytes UTF-8; nothing in them makes a terminal answer
 * @param offset how many bytes of the program's output are in the picture: all that were fed, but for the start of a UTF-8 character
 */
public record Picture(byte[] bytes, long offset) {}
