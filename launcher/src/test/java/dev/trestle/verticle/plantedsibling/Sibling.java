package dev.trestle.verticle.plantedsibling;

/** Planted: what a verticle must not call. */
public final class Sibling {

    private Sibling() {}

    public static String answer() {
        return "called";
    }
}
