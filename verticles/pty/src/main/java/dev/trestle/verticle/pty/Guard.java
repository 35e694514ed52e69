package dev.trestle.verticle.pty;

/** A small process beside this one, that ends what is left of the terminals when this one is killed. */
final class Guard {
    private Guard() {}
}
