package dev.trestle.gateway.planted;

import io.vertx.core.eventbus.EventBus;

/** Planted: an edge that was handed the bus itself. */
public record HoldsTheEventBus(EventBus bus) {}
