package dev.trestle.gateway.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.gateway.topic.TopicLog.Entry;
import dev.trestle.wire.Topics.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events as frames. */
class EventJsonTest {

    /** With each of the three ways to write how long a frame is. */
    private static final List<Integer> SIZES = List.of(0, 20, 300, 70_000, 1);

    @Test
    void framesThatWereMadeTogetherAreReadOneByOne() {
        // Given
        var entries = IntStream.range(0, SIZES.size())
                .mapToObj(i -> new Entry(i + 7, body("x".repeat(SIZES.get(i)))))
                .toList();
        var frames = EventJson.frames("t", "e", entries);
        // When
        var events = new ArrayList<Event>();
        EventJson.each(frames, events::add);
        frames.release();
        // Then
        assertThat(events).extracting(Event::seq).containsExactly(7L, 8L, 9L, 10L, 11L);
        assertThat(events).extracting(event -> event.data().toString().length()).containsExactlyElementsOf(SIZES);
    }

    private static byte[] body(String text) {
        return EventJson.body("said", ('"' + text + '"').getBytes(StandardCharsets.UTF_8), 1);
    }
}
