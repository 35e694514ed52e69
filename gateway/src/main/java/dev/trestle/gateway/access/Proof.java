package dev.trestle.gateway.access;

/**
 * A principal and until when it has proved to be one.
 *
 * @param principal who
 * @param expiresAt in epoch milliseconds; {@code null} when it does not expire
 */
public record Proof(Principal principal, Long expiresAt) {}
