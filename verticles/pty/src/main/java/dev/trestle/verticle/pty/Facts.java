package dev.trestle.verticle.pty;

/**
 * What does not change about a terminal.
 *
 * @param id names it, and the node that it lives on
 * @param workspace the one that it belongs to
 * @param principal who opened it; {@code null} when nobody said
 * @param name what people call it
 * @param created when it was opened, in epoch milliseconds
 */
record Facts(String id, String workspace, String principal, String name, long created) {}
