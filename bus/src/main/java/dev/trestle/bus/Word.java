package dev.trestle.bus;

import java.util.List;

/**
 * What a node that knows a caller says of them to one that does not.
 *
 * @param principal who calls
 * @param workspace the only one that it is about
 * @param operations what they may call there, as patterns of a {@link Glob}
 * @param expiresAt until when, in epoch milliseconds
 */
public record Word(String principal, String workspace, List<String> operations, long expiresAt) {
    public Word {
        operations = List.copyOf(operations);
    }

    /** Whether it allows {@code operation} now. */
    boolean allows(String operation) {
        return expiresAt >= System.currentTimeMillis()
                && operations.stream().anyMatch(pattern -> new Glob(pattern).matches(operation));
    }
}
