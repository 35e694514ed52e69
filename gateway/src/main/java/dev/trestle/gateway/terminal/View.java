package dev.trestle.gateway.terminal;

import dev.trestle.bus.StreamReader;
import dev.trestle.bus.Streams;
import dev.trestle.bus.Wire;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Pty;
import dev.trestle.wire.PtyFrame;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/** One terminal on one socket: what has come of it and waits for its turn, and how far the client is. */
final class View implements StreamReader.Receiver {

    /** Credit for headers is given back in pieces of this size; less than {@link PtyFrame#SLACK} has room for. */
    private static final int CHANGE = 2_048;

    private static final String LOST = "worker lost";

    private final Turns turns;
    private final Consumer<View> onEnd;
    private final Utf8Text text;
    private final StreamReader reader;
    private final Queue<Buffer> waiting = new ArrayDeque<>();
    private String terminal;
    private String workspace;
    private boolean inLine;
    private boolean over;
    private long sent;
    private long acknowledged;
    private int change;

    /** Opens a stream; {@code onEnd} hears when the worker has nothing more to say and all of it has been written. */
    View(Streams streams, Turns turns, boolean binary, Consumer<View> onEnd) {
        this.turns = turns;
        this.onEnd = onEnd;
        text = binary ? null : new Utf8Text();
        reader = streams.reader(this);
    }

    String address() {
        return reader.address();
    }

    int stream() {
        return reader.number();
    }

    String terminal() {
        return terminal;
    }

    String workspace() {
        return workspace;
    }

    /** Lets the worker send the output of {@code id} from {@code offset} on, {@code window} bytes ahead of the client. */
    void begin(String id, String inWorkspace, long offset, int window) {
        terminal = id;
        workspace = inWorkspace;
        sent = offset;
        acknowledged = offset;
        reader.grant((long) window + PtyFrame.SLACK);
    }

    /** The client looks no more; what has not been written is dropped. */
    void leave() {
        waiting.clear();
        reader.cancel();
    }

    /**
     * The client has consumed everything before {@code offset}.
     *
     * @throws Failure {@code INVALID_ARGUMENT} when that was not sent
     */
    void acknowledge(long offset) {
        if (offset > sent) {
            throw new Failure(
                    ErrorCode.INVALID_ARGUMENT, "offset must be one that was sent, up to " + sent + ", not " + offset);
        }
        if (offset > acknowledged) {
            reader.grant(offset - acknowledged + change);
            acknowledged = offset;
            change = 0;
        }
    }

    @Override
    public void data(Buffer message) {
        boolean output = message.getByte(0) == PtyFrame.DATA.kind();
        change += output ? PtyFrame.HEADER : message.length();
        if (change >= CHANGE || !output) {
            reader.grant(change);
            change = 0;
        }
        add(message);
    }

    @Override
    public void end() {
        over = true;
        if (waiting.isEmpty()) {
            onEnd.accept(this);
        }
    }

    /** The worker took its word back, or is no more. */
    @Override
    public void failed(Failure cause) {
        over = true;
        if (terminal != null) {
            var json = Wire.encode(new Pty.Exited(terminal, null, null, LOST));
            add(Buffer.buffer(PtyFrame.HEADER + json.length)
                    .appendByte(PtyFrame.EXITED.kind())
                    .appendInt(stream())
                    .appendBytes(json));
        }
    }

    private void add(Buffer message) {
        waiting.add(message);
        if (!inLine) {
            inLine = true;
            turns.join(this);
        }
    }

    /** Writes the next message, if there still is one; whether there is another. */
    boolean write(Frames frames) {
        var message = waiting.poll();
        if (message != null) {
            write(frames, message);
        }
        inLine = !waiting.isEmpty();
        if (over && !inLine) {
            onEnd.accept(this);
        }
        return inLine;
    }

    private void write(Frames frames, Buffer message) {
        switch (PtyFrame.of(message.getByte(0))) {
            case DATA -> output(frames, message);
            case RESIZED -> event(frames, Pty.RESIZED.name(), message);
            case LAGGED -> event(frames, Pty.LAGGED.name(), message);
            default -> {
                if (text != null && text.waiting() > 0) {
                    say(frames, text.waiting(), text.end());
                }
                event(frames, Pty.EXITED.name(), message);
            }
        }
    }

    private void output(Frames frames, Buffer message) {
        int length = message.length() - PtyFrame.HEADER;
        if (text == null) {
            sent += length;
            frames.binary(message, turns.leaving(message.length()));
            return;
        }
        int held = text.waiting();
        var data = text.decode(message.getBytes(PtyFrame.HEADER, message.length()));
        if (!data.isEmpty()) {
            say(frames, held + length - text.waiting(), data);
        }
    }

    /** The next {@code bytes} as text. */
    private void say(Frames frames, int bytes, String data) {
        var json = Wire.encode(new Pty.Output(terminal, sent, sent + bytes, data));
        sent += bytes;
        frames.notification(Pty.OUTPUT.name(), json, turns.leaving(json.length));
    }

    private void event(Frames frames, String method, Buffer message) {
        frames.notification(
                method, message.getBytes(PtyFrame.HEADER, message.length()), turns.leaving(message.length()));
    }
}
