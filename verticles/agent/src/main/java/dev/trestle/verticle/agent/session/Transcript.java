package dev.trestle.verticle.agent.session;

import dev.trestle.bus.Wire;
import dev.trestle.wire.AgentEvents.Event;
import dev.trestle.wire.AgentEvents.Tool;
import dev.trestle.wire.AgentEvents.Words;
import dev.trestle.wire.AgentTraits.Status;
import dev.trestle.wire.AgentTraits.Trait;
import dev.trestle.wire.Agents;
import dev.trestle.wire.Topics.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What has happened in a session, so far as there is room: pieces of text that follow each other are joined, and of what is
 * told about one use of a tool, or about the agent itself, the last remains.
 */
final class Transcript {

    /** A joined text ends here, so that it fits into one event and is forgotten bit by bit; in UTF-16 units. */
    private static final int LONGEST = Herald.PIECE;

    /** An event and its size; text that may go on is still being gathered. */
    private static final class Line {
        private final Event event;
        private final StringBuilder text;
        private long bytes;

        Line(Event event, String text) {
            this.event = event;
            this.text = text == null ? null : new StringBuilder(text);
            this.bytes = text == null ? Wire.encode(event).length : utf8(text);
        }

        Event whole() {
            return event instanceof Words words ? words.with(text.toString()) : event;
        }

        /** Whether {@code next} does not follow it, but goes on with it or takes its place. */
        boolean covers(Event next, String more) {
            if (event instanceof Tool before && next instanceof Tool after) {
                return before.call().equals(after.call());
            }
            return more != null
                    && event.getClass() == next.getClass()
                    && ((Words) event).turn().equals(((Words) next).turn())
                    && text.length() + more.length() <= LONGEST;
        }
    }

    private final long mostBytes;
    private final Consumer<Event> finished;
    private final Deque<Line> lines = new ArrayDeque<>();
    /** The last of {@link #lines} while it may go on; else {@code null}. */
    private Line open;

    /** Of each kind the last, which says all. */
    private final Map<Class<?>, Event> traits = new LinkedHashMap<>();

    private long bytes;
    private boolean truncated;
    private Position position;

    /** Keeps the last {@code mostBytes}, and hands each event to {@code finished} when it is whole. */
    Transcript(long mostBytes, Consumer<Event> finished) {
        this.mostBytes = mostBytes;
        this.finished = finished;
    }

    /** Keeps {@code event}, whose place in the topic is {@code place}; {@code null} when it could not be published. */
    void add(Event event, Position place) {
        position = place == null ? position : place;
        if (event instanceof Status status) {
            if (status.state().isOver()) {
                close();
                finished.accept(status);
            }
            return;
        }
        if (event instanceof Trait) {
            traits.put(event.getClass(), event);
            finished.accept(event);
            return;
        }
        var text = textOf(event);
        if (open != null && open.covers(event, text)) {
            goOn(event, text);
        } else {
            close();
            append(event, text);
        }
        while (bytes > mostBytes && !lines.isEmpty()) {
            bytes -= lines.removeFirst().bytes;
            truncated = true;
        }
    }

    private void goOn(Event event, String more) {
        if (more == null) {
            bytes -= lines.removeLast().bytes;
            append(event, null);
        } else {
            open.text.append(more);
            open.bytes += utf8(more);
            bytes += utf8(more);
        }
    }

    private void append(Event event, String text) {
        var line = new Line(event, text);
        lines.add(line);
        bytes += line.bytes;
        open = line;
        if (text == null && !(event instanceof Tool)) {
            close();
        }
    }

    private void close() {
        if (open != null) {
            var whole = open.whole();
            open = null;
            finished.accept(whole);
        }
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String textOf(Event event) {
        return event instanceof Words words ? words.text() : null;
    }

    /** What is kept of the turns, oldest first. */
    Collection<Event> events() {
        return lines.stream().map(Line::whole).toList();
    }

    /** All that is kept, as clients are told; {@code shortened} when more was forgotten before it came here. */
    Agents.Transcript told(boolean shortened) {
        var entries = Stream.concat(traits.values().stream(), events().stream())
                .map(event -> new Agents.Entry(event.event(), event))
                .toList();
        return new Agents.Transcript(entries, truncated || shortened, position);
    }
}
