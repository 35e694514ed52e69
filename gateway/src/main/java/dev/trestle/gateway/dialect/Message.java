package dev.trestle.gateway.dialect;

import java.util.Map;

/**
 * A message of a client.
 *
 * @param event what kind it is
 * @param data what is said: a map, a list, a text, a number, a truth or {@code null}
 * @param frame all members of the message
 */
public record Message(String event, Object data, Map<String, Object> frame) {}
