package dev.trestle.config.planted;

import dev.trestle.wire.Failure;

/** Planted: settings that know what they are for. */
public record KnowsTheContract(Failure failure) {}
