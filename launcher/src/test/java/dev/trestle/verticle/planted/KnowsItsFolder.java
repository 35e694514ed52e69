package dev.trestle.verticle.planted;

import dev.trestle.verticle.planted.folder.KnowsItsVerticle;

/** Planted: half of two folders that need each other. */
public record KnowsItsFolder(KnowsItsVerticle other) {}
