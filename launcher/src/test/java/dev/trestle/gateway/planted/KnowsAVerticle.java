package dev.trestle.gateway.planted;

import dev.trestle.verticle.fs.FsVerticle;

/** Planted: an edge that takes a short cut. */
public record KnowsAVerticle(FsVerticle verticle) {}
