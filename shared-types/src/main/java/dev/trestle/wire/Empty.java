package dev.trestle.wire;

/** The record without members: {@code {}}. */
@Describe("No members of its own.")
public record Empty() {}
