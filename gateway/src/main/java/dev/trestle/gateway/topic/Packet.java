package dev.trestle.gateway.topic;

import dev.trestle.gateway.topic.TopicLog.Entry;
import dev.trestle.gateway.topic.TopicLog.Page;
import dev.trestle.wire.Topics.Member;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What nodes say to each other about topics: written, and read in the same order. */
final class Packet {

    private static final int NOTHING = -1;

    private final Buffer buffer;
    private int at;

    private Packet(Buffer buffer) {
        this.buffer = buffer;
    }

    /** To be written. */
    static Packet empty() {
        return new Packet(Buffer.buffer());
    }

    /** To be read. */
    static Packet of(Buffer buffer) {
        return new Packet(buffer);
    }

    /** What was written. */
    Buffer buffer() {
        return buffer;
    }

    /** How many bytes were written. */
    int size() {
        return buffer.length();
    }

    /** Whether there is more to read. */
    boolean more() {
        return at < buffer.length();
    }

    Packet put(long number) {
        buffer.appendLong(number);
        return this;
    }

    /** Appends {@code bytes}, which may be {@code null}. */
    Packet put(byte[] bytes) {
        if (bytes == null) {
            buffer.appendInt(NOTHING);
        } else {
            buffer.appendInt(bytes.length).appendBytes(bytes);
        }
        return this;
    }

    /** Appends {@code text}, which may be {@code null}. */
    Packet put(String text) {
        return put(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends {@code place}, which may be {@code null}. */
    Packet put(Position place) {
        return place == null ? put((String) null) : put(place.epoch()).put(place.seq());
    }

    Packet put(Member member) {
        return put(member.connectionId()).put(member.principal()).put(member.since());
    }

    Packet put(Page page) {
        put(page.epoch()).put(page.first()).put(page.last()).put(page.entries().size());
        page.entries().forEach(entry -> put(entry.seq()).put(entry.body()));
        return this;
    }

    Packet putAll(List<byte[]> bodies) {
        put(bodies.size());
        bodies.forEach(this::put);
        return this;
    }

    /** Appends all of {@code other}. */
    Packet put(Packet other) {
        buffer.appendBuffer(other.buffer);
        return this;
    }

    long number() {
        at += Long.BYTES;
        return buffer.getLong(at - Long.BYTES);
    }

    byte[] bytes() {
        int length = buffer.getInt(at);
        at += Integer.BYTES;
        if (length == NOTHING) {
            return null;
        }
        at += length;
        return buffer.getBytes(at - length, at);
    }

    String text() {
        var bytes = bytes();
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    Position place() {
        var epoch = text();
        return epoch == null ? null : new Position(epoch, number());
    }

    Member member() {
        return new Member(text(), text(), number());
    }

    Page page() {
        var epoch = text();
        long first = number();
        long last = number();
        long count = number();
        var entries = new ArrayList<Entry>();
        for (long i = 0; i < count; i++) {
            entries.add(new Entry(number(), bytes()));
        }
        return new Page(epoch, first, last, entries);
    }

    List<byte[]> bodies() {
        long count = number();
        var bodies = new ArrayList<byte[]>();
        for (long i = 0; i < count; i++) {
            bodies.add(bytes());
        }
        return bodies;
    }
}
