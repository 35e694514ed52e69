package dev.trestle.wire;

/** The {@code id} of a request. */
@Describe("A string or an integer, echoed with its JSON type.")
public sealed interface CallId {

    /** An id written as a JSON string. */
    record Text(String value) implements CallId {}

    /** An id written as a JSON integer. */
    record Int(long value) implements CallId {}
}
