package dev.trestle.gateway.access;

import java.util.Optional;

/**
 * A principal and what has proved it.
 *
 * @param principal who
 * @param credential what is asked again when the rights of principals were changed
 */
public record Proof(Principal principal, Credential credential) {

    /** What proves a principal, whatever rights that has at the moment. */
    @FunctionalInterface
    public interface Credential {
        /** What it proves by {@code roster}; nothing when it was withdrawn. */
        Optional<Principal> principal(Roster roster);
    }

    /** When it ends, in epoch milliseconds; {@code null} when it does not. */
    public Long expiresAt() {
        return principal.expiresAt();
    }

    /** The same proof of somebody at {@code address}. */
    public Proof at(String address) {
        return new Proof(principal.at(address), credential);
    }
}
