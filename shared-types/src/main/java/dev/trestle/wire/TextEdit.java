package dev.trestle.wire;

/** One edit of {@code fs.patch}. */
@Describe("Replaces a range of a text, as in the Language Server Protocol 3.17.")
public record TextEdit(
        @Describe("What is replaced; an empty range inserts.")
        Span range,

        @Describe("What stands there instead; an empty one deletes.")
        String newText) {

    /** A range of a text; {@code range} on the wire. */
    @Describe("From a position up to, and not including, another.")
    public record Span(
            @Describe("Its first position.") Position start,
            @Describe("The first position after it.") Position end) {}

    /** One end of a span. */
    @Describe("A place in a text.")
    public record Position(
            @Describe("Counts from 0.") @Range(min = 0, max = Integer.MAX_VALUE)
            int line,

            @Describe("UTF-16 units from the start of the line; beyond its end means its end.")
            @Range(min = 0, max = Integer.MAX_VALUE)
            int character) {}
}
