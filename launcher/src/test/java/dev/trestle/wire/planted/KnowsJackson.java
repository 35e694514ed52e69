package dev.trestle.wire.planted;

import com.fasterxml.jackson.databind.JsonNode;

/** Planted: a record of the contract that knows more than the JDK. */
public record KnowsJackson(JsonNode value) {}
