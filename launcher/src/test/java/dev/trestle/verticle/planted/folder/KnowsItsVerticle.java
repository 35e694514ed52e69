package dev.trestle.verticle.planted.folder;

import dev.trestle.verticle.planted.KnowsItsFolder;

/** Planted: the other half. */
public record KnowsItsVerticle(KnowsItsFolder other) {}
