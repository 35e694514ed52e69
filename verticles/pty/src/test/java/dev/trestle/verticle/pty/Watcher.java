package dev.trestle.verticle.pty;

import dev.trestle.bus.Node;
import dev.trestle.bus.StreamReader;
import dev.trestle.wire.Failure;
import dev.trestle.wire.PtyFrame;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One who looks at a terminal as a gateway does, and keeps what it sees. */
final class Watcher implements StreamReader.Receiver {

    static final int WINDOW = 262_144;

    private final StreamReader reader;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private final List<String> events = new ArrayList<>();
    private boolean consuming = true;
    private boolean over;
    private String terminal;
    private long offset;

    Watcher(Node node) {
        reader = node.streams().reader(this);
    }

    String address() {
        return reader.address();
    }

    String terminal() {
        return terminal;
    }

    void looksAt(String opened, long from) {
        terminal = opened;
        offset = from;
        reader.grant(WINDOW + PtyFrame.SLACK);
    }

    /** From now on it takes what comes and acknowledges nothing. */
    synchronized Watcher stopsConsuming() {
        consuming = false;
        return this;
    }

    void leaves() {
        reader.cancel();
    }

    @Override
    public synchronized void data(Buffer message) {
        var kind = PtyFrame.of(message.getByte(0));
        if (kind == PtyFrame.DATA) {
            seen.writeBytes(message.getBytes(PtyFrame.HEADER, message.length()));
        } else {
            var json = new JsonObject(message.slice(PtyFrame.HEADER, message.length()));
            json.remove("terminal");
            events.add(seen.size() + " " + kind + " " + json.encode());
        }
        reader.grant(consuming || kind != PtyFrame.DATA ? message.length() : PtyFrame.HEADER);
    }

    @Override
    public synchronized void end() {
        over = true;
    }

    @Override
    public synchronized void failed(Failure cause) {
        over = true;
        events.add("failed " + cause.code());
    }

    synchronized boolean isOver() {
        return over;
    }

    /** The offset of the first byte that it saw. */
    long offset() {
        return offset;
    }

    synchronized int size() {
        return seen.size();
    }

    synchronized byte[] bytes() {
        return seen.toByteArray();
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** What happened: after how many bytes, what, and its JSON without the terminal. */
    synchronized List<String> events() {
        return List.copyOf(events);
    }

    Watcher untilSeen(String text) {
        PtyNode.until(() -> text().contains(text));
        return this;
    }

    Watcher untilOver() {
        PtyNode.until(this::isOver);
        return this;
    }
}
