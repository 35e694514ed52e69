package dev.trestle.wire;

/** The record without members: {@code {}}. */
public record Empty() {}
