package dev.trestle.verticle.agent.session;

import dev.trestle.bus.Wire;
import dev.trestle.wire.AgentEvents.Chunk;
import dev.trestle.wire.AgentEvents.Event;
import dev.trestle.wire.AgentEvents.Status;
import dev.trestle.wire.AgentEvents.Thought;
import dev.trestle.wire.Agents;
import dev.trestle.wire.Topics.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** What has happened in a session, pieces of text that follow each other joined, so far as there is room. */
final class Transcript {

    /** A joined text ends here, so that what is old can be forgotten bit by bit; in UTF-16 units. */
    private static final int LONGEST = 65_536;

    /** An event and its size; text that may go on is still being gathered. */
    private static final class Line {
        private final Event event;
        private final StringBuilder text;
        private long bytes;

        Line(Event event, StringBuilder text, long bytes) {
            this.event = event;
            this.text = text;
            this.bytes = bytes;
        }

        Agents.Entry entry() {
            Event whole = event;
            if (event instanceof Chunk chunk) {
                whole = new Chunk(chunk.turn(), text.toString());
            } else if (event instanceof Thought thought) {
                whole = new Thought(thought.turn(), text.toString());
            }
            return new Agents.Entry(whole.event(), whole);
        }
    }

    private final long mostBytes;
    private final Deque<Line> lines = new ArrayDeque<>();
    private long bytes;
    private boolean truncated;
    private Position position;

    Transcript(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Keeps {@code event}, whose place in the topic is {@code place}; {@code null} when it could not be published. */
    void add(Event event, Position place) {
        position = place == null ? position : place;
        if (event instanceof Chunk chunk) {
            add(event, chunk.turn(), chunk.text());
        } else if (event instanceof Thought thought) {
            add(event, thought.turn(), thought.text());
        } else if (!(event instanceof Status)) {
            lines.add(new Line(event, null, Wire.encode(event).length));
            bytes += lines.getLast().bytes;
        }
        while (bytes > mostBytes && !lines.isEmpty()) {
            bytes -= lines.removeFirst().bytes;
            truncated = true;
        }
    }

    private void add(Event event, String turn, String text) {
        long more = text.getBytes(StandardCharsets.UTF_8).length;
        var last = lines.peekLast();
        boolean goesOn = last != null
                && last.event.getClass() == event.getClass()
                && turn.equals(turnOf(last.event))
                && last.text.length() + text.length() <= LONGEST;
        if (goesOn) {
            last.text.append(text);
            last.bytes += more;
        } else {
            lines.add(new Line(event, new StringBuilder(text), more));
        }
        bytes += more;
    }

    private static String turnOf(Event text) {
        return text instanceof Chunk chunk ? chunk.turn() : ((Thought) text).turn();
    }

    /** All that is kept. */
    Agents.Transcript told() {
        var entries = lines.stream().map(Line::entry).toList();
        return new Agents.Transcript(entries, truncated, position);
    }
}
