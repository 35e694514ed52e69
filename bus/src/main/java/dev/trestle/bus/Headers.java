package dev.trestle.bus;

/** The headers of a message between caller and worker. Names are wire format. */
public final class Headers {
    /** The operation's name. */
    public static final String OPERATION = "op";
    /** The workspace it is about. */
    public static final String WORKSPACE = "workspace";
    /** Who calls. */
    public static final String PRINCIPAL = "principal";
    /** Until when an answer is of use, in epoch milliseconds. */
    public static final String DEADLINE = "deadline";
    /** The term of the worker that the call was sent to; a worker that has begun another refuses it. */
    public static final String TERM = "term";
    /** The node that the call comes from. */
    public static final String FROM = "from";
    /** The W3C trace context, passed on as it came. */
    public static final String TRACEPARENT = "traceparent";
    /** The topic to publish on. */
    public static final String TOPIC = "topic";
    /** The name of the event to publish. */
    public static final String EVENT = "event";
    /** The publisher's name for what it publishes; the same name appends once. */
    public static final String KEY = "key";
    /** Names the call, so that it can be cancelled. */
    public static final String CALL = "call";
    /** The address of the stream that belongs to the call. */
    public static final String STREAM = "stream";
    /** What a node that knows the caller says of them, signed: see {@link Words}. */
    public static final String WORD = "word";
    /** The client's connection that the call came on. */
    public static final String CONNECTION = "connection";
    /** On a message without a body that is worth reading: the call to cancel. */
    public static final String CANCEL = "cancel";
    /** Numbers the call among those of its node, so that the node can ask whether it still runs. */
    public static final String DEBT = "debt";
    /** On a message whose body are such numbers, with commas between, and on its answer: those of them that still run. */
    public static final String RUNNING = "running";
    /** On a reply: it is a failure with this {@link dev.trestle.wire.ErrorCode}. */
    public static final String ERROR = "error";

    private Headers() {}
}
