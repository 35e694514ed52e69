package dev.trestle.verticle.fs.search;

import dev.trestle.bus.Call;
import dev.trestle.bus.Feed;
import dev.trestle.bus.Node;
import dev.trestle.bus.Outlet;
import dev.trestle.bus.Publisher;
import dev.trestle.bus.StreamWriter;
import dev.trestle.bus.Wire;
import dev.trestle.wire.Failure;
import io.vertx.core.buffer.Buffer;

/**
 * What a search tells while it goes on: on the topic {@code workspace/ID/search} where somebody follows that, and on the
 * stream that a service may have opened for its call. A log or a reader that is slow holds the search back, one that cannot
 * be reached ends it.
 */
final class Events implements Outlet.Listener, StreamWriter.Producer {

    private static final String KIND = "search";

    private final Stop stop;
    private final Outlet outlet;
    private final StreamWriter stream;

    /** Of the search that {@code call} asks for. Called on the verticle's event loop. */
    Events(Node node, Feed feed, Call call, Stop stop) {
        this.stop = stop;
        outlet = feed.follows(KIND, call.workspace())
                ? new Outlet(node, node.publisher("fs"), "workspace/" + call.workspace() + "/" + KIND, this)
                : null;
        stream = call.stream() == null ? null : node.streams().writeTo(call.stream(), this);
    }

    /** Adds an event; waits for room, on the thread of the search. */
    void tell(String event, Object data) {
        if (outlet != null) {
            stop.sleepWhile(outlet::isFull);
            outlet.add(event, data);
        }
        if (stream != null) {
            var json = Buffer.buffer(Wire.encode(new Publisher.Event(event, data)));
            stop.sleepWhile(() -> stream.credit() < json.length());
            stream.write(json);
        }
    }

    /** There are no more; waits until all are in the log. */
    void end() {
        if (outlet != null) {
            outlet.flush();
            stop.sleepWhile(() -> !outlet.isIdle());
        }
        if (stream != null) {
            stream.end();
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

    @Override
    public void granted() {
        stop.wake();
    }

    @Override
    public void cancelled(Failure cause) {
        stop.now(cause);
    }
}
