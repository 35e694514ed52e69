package dev.trestle.bus;

import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics.History;
import dev.trestle.wire.Topics.Position;
import dev.trestle.wire.Topics.ReadHistory;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * Reads what Trestle's topics have kept, from any node; a gateway answers. Every node may read every topic. Any
 * thread may call; the answer comes on the caller's context.
 */
public final class TopicReader {

    /** Where every gateway takes questions. */
    static final String ADDRESS = "trestle.history";

    private static final long PATIENCE = Duration.ofSeconds(10).toMillis();

    /** A place of no epoch, after which everything comes that is kept. */
    private static final Position BEGINNING = new Position("-", 0);

    private final Node node;

    TopicReader(Node node) {
        this.node = node;
    }

    /**
     * The events of {@code topic} after {@code since}, or from the oldest that is kept when that is {@code null}: at most
     * {@code limit} and some 256 KiB, but one at least if there is. Fails with a {@link Failure} alone.
     */
    public Future<History> read(String topic, Position since, int limit) {
        var question = new ReadHistory(topic, since == null ? BEGINNING : since, limit);
        var options = node.toNode().setSendTimeout(PATIENCE);
        return Calls.ask(node.vertx().eventBus(), ADDRESS, Buffer.buffer(Wire.encode(question)), options)
                .map(page -> Failures.orInternal(() -> Wire.decode(page, History.class)));
    }
}
