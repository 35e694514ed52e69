package dev.trestle.verticle.planted;

import dev.trestle.gateway.Gateway;

/** Planted: a verticle that knows who stands above it. */
public record KnowsTheGateway(Gateway gateway) {}
