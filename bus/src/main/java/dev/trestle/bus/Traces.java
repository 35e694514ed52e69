package dev.trestle.bus;

/**
 * Tells where calls spend their time: of each call, when a node had it, and which trace that is a part of. May be used from
 * any thread.
 */
public interface Traces extends AutoCloseable {

    /** One call at one place, until it is answered. */
    interface Span {
        /** The W3C trace context for whatever is called meanwhile, or {@code null}. */
        String traceparent();

        /** The call was answered with {@code code}: {@code OK}, or that of the error. */
        void end(String code);
    }

    /** Where a node has a call. */
    enum Place {
        /** At the edge, from a client. */
        GATEWAY,
        /** In a service, from the bus. */
        WORKER
    }

    /** Tells nothing, and passes on the trace contexts of others as they came. */
    Traces NONE = new Traces() {
        @Override
        public Span begin(Place place, String operation, String workspace, String traceparent) {
            return traceparent == null ? Untold.NOTHING : new Untold(traceparent);
        }

        @Override
        public void close() {}
    };

    /**
     * A call has come.
     *
     * @param workspace what it is about, or {@code null}
     * @param traceparent what it is a part of, or {@code null}
     */
    Span begin(Place place, String operation, String workspace, String traceparent);

    /** Tells what has not been told yet; waits for that, but not for long. */
    @Override
    void close();
}
