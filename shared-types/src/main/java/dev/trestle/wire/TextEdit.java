package dev.trestle.wire;

/** Replaces a range of a text by another text, as in the Language Server Protocol 3.17. */
public record TextEdit(Span range, String newText) {

    /** From a position up to, and not including, another. */
    public record Span(Position start, Position end) {}

    /** A place in a text. */
    public record Position(
            @Describe("Counts from 0.") @Range(min = 0, max = Integer.MAX_VALUE)
            int line,

            @Describe("UTF-16 units from the start of the line; beyond its end means its end.")
            @Range(min = 0, max = Integer.MAX_VALUE)
            int character) {}
}
