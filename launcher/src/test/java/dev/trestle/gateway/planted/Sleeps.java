package dev.trestle.gateway.planted;

/** Planted: a thread that stands still for a while. */
public final class Sleeps {

    public void rest() throws InterruptedException {
        Thread.sleep(1);
    }
}
