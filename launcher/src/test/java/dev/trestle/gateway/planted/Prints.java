package dev.trestle.gateway.planted;

/** Planted: a line that a reader of the ready line did not ask for. */
public final class Prints {

    public void say() {
        System.out.println("planted");
    }
}
