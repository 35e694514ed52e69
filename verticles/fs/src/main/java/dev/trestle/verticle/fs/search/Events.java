package dev.trestle.verticle.fs.search;

import dev.trestle.bus.Call;
import dev.trestle.bus.Feed;
import dev.trestle.bus.Node;
import dev.trestle.bus.Outlet;
import dev.trestle.wire.Failure;

/**
 * What a search tells on the topic {@code workspace/ID/search} while it goes on. A log that is slow holds the search back,
 * one that cannot be reached ends it. Where nobody follows, nothing is told.
 */
final class Events implements Outlet.Listener {

    private static final String KIND = "search";

    private final Stop stop;
    private final Outlet outlet;

    /** Of the search that {@code call} asks for. Called on the verticle's event loop. */
    Events(Node node, Feed feed, Call call, Stop stop) {
        this.stop = stop;
        outlet = feed.follows(KIND, call.workspace())
                ? new Outlet(node, node.publisher("fs"), "workspace/" + call.workspace() + "/" + KIND, this)
                : null;
    }

    /** Adds an event; waits for room, on the thread of the search. */
    void tell(String event, Object data) {
        if (outlet != null) {
            stop.sleepWhile(outlet::isFull);
            outlet.add(event, data);
        }
    }

    /** There are no more; waits until all are in the log. */
    void end() {
        if (outlet != null) {
            stop.sleepWhile(() -> !outlet.isIdle());
        }
    }

    @Override
    public void sent() {
        stop.wake();
    }

    @Override
    public void failed(Failure cause) {
        stop.now(cause);
    }
}
