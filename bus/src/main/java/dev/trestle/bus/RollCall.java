package dev.trestle.bus;

import dev.trestle.bus.StreamEnd.Kind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How two nodes find out what was lost between them. A connection that breaks takes along what was on it, and an end would
 * wait for ever for the word that was lost: for bytes, for credit, for the end. So each node tells the other every now and
 * then which ends it has there and how far they are, and hears which of the other ends are not there.
 */
final class RollCall {

    static final long EVERY_MS = 1_000;

    private static final String HEADER = "roll";

    /**
     * What is said of one end.
     *
     * @param to the number of the end that should hear it
     * @param from its own number
     */
    record Line(int to, int from, Kind kind, long value) {
        private static Line read(String text) {
            var words = text.split(" ");
            return new Line(
                    Integer.parseInt(words[0]),
                    Integer.parseInt(words[1]),
                    Kind.valueOf(words[2]),
                    Long.parseLong(words[3]));
        }

        private static String write(StreamEnd end) {
            var progress = end.progress();
            return end.peer().number() + " " + end.number() + " " + progress.kind() + " " + progress.value();
        }
    }

    private RollCall() {}

    /** Tells the node behind {@code address} of {@code ends}, and them what it answers; without an answer, nothing. */
    static void call(EventBus bus, String address, DeliveryOptions options, List<StreamEnd> ends) {
        var lines = ends.stream().map(Line::write).collect(Collectors.joining("\n"));
        options.addHeader(HEADER, "").setSendTimeout(EVERY_MS);
        bus.<Buffer>request(address, Buffer.buffer(lines), options).onSuccess(answer -> {
            var missing = Set.of(answer.body().toString().split(" "));
            ends.forEach(end -> end.answered(!missing.contains(Integer.toString(end.number()))));
        });
    }

    static boolean isOne(Message<Buffer> message) {
        return message.headers().contains(HEADER);
    }

    /** The answer to {@code lines}: the numbers of those that {@code hears} does not take. */
    static Buffer answer(Buffer lines, Predicate<Line> hears) {
        return Buffer.buffer(lines.toString()
                .lines()
                .map(Line::read)
                .filter(hears.negate())
                .map(line -> Integer.toString(line.from()))
                .collect(Collectors.joining(" ")));
    }
}
