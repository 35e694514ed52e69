package dev.trestle.bus;

/** A span of which nobody is told. */
record Untold(String traceparent) implements Traces.Span {

    static final Untold NOTHING = new Untold(null);

    @Override
    public void end(String code) {}
}
