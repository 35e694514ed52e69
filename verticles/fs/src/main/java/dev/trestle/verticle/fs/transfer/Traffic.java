package dev.trestle.verticle.fs.transfer;

import dev.trestle.bus.Streams;
import dev.trestle.verticle.fs.disk.Disk;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** What transfers run on, and how many do, for whoever wants to wait for their end. Any thread may call. */
public final class Traffic {

    private final Disk disk;
    private final Streams streams;
    private int running;
    private Promise<Void> quiet;

    /** Between the files on {@code disk} and {@code streams}. */
    public Traffic(Disk disk, Streams streams) {
        this.disk = disk;
        this.streams = streams;
    }

    Disk disk() {
        return disk;
    }

    Streams streams() {
        return streams;
    }

    synchronized void begun() {
        running++;
    }

    synchronized void ended() {
        running--;
        if (running == 0 && quiet != null) {
            quiet.tryComplete();
        }
    }

    /** Completes as soon as no transfer runs. */
    public synchronized Future<Void> quiet() {
        quiet = Promise.promise();
        if (running == 0) {
            quiet.complete();
        }
        return quiet.future();
    }
}
