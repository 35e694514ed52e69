package dev.trestle.verticle.planted;

import dev.trestle.verticle.plantedsibling.Sibling;

/** Planted: a verticle that does not take the bus. */
public final class CallsASibling {

    public String ask() {
        return Sibling.answer();
    }
}
