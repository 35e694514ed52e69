package dev.trestle.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Publisher.Event;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Topics.Position;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several events in one message. */
class OutletTest implements Outlet.Listener {

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<Failure> failures = new CopyOnWriteArrayList<>();
    private final Promise<Void> open = Promise.promise();
    private Failure refusal;
    private Node node;
    private Outlet outlet;

    @BeforeEach
    void serve() {
        node = Node.alone(new VertxOptions().setEventLoopPoolSize(1));
        await(Publications.serve(node, publication -> {
            messages.add(publication.topic() + " " + publication.data());
            var answer = open.future().map(new Position("e", messages.size()));
            return refusal == null ? answer : open.future().transform(any -> Future.failedFuture(refusal));
        }));
        outlet = new Outlet(node, node.publisher("test"), "topic/a", this);
    }

    @AfterEach
    void leave() {
        await(node.leave());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(10, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("not within 10 s", late);
        }
    }

    @Override
    public void sent() {
        // Tests look at what has come.
    }

    @Override
    public void failed(Failure cause) {
        failures.add(cause);
    }

    @Test
    void aServicePublishesSeveralEventsAtOnce() {
        // Given
        open.complete();
        // When
        await(node.publisher("test").publish("topic/a", List.of(new Event("one", 1), new Event("two", null))));
        // Then
        assertThat(messages).containsExactly("topic/a [{\"event\":\"one\",\"data\":1},{\"event\":\"two\"}]");
    }

    @Test
    void theFirstEventLeavesAtOnceAndWhatComesMeanwhileTogether() {
        // When
        outlet.add("a", 1);
        outlet.add("b", 2);
        outlet.add("c", 3);
        open.complete();
        await(outlet.settled());
        // Then
        assertThat(messages)
                .containsExactly(
                        "topic/a [{\"event\":\"a\",\"data\":1}]",
                        "topic/a [{\"event\":\"b\",\"data\":2},{\"event\":\"c\",\"data\":3}]");
        assertThat(outlet.isIdle()).isTrue();
    }

    @Test
    void itIsFullWhenAMessageWaits() {
        // Given
        outlet.add("first", null);
        // When
        outlet.add("large", "x".repeat(60_000));
        assertThat(outlet.isFull()).isFalse();
        outlet.add("large", "x".repeat(10_000));
        // Then
        assertThat(outlet.isFull()).isTrue();
        open.complete();
        await(outlet.settled());
        assertThat(outlet.isFull()).isFalse();
    }

    @Test
    void whatIsRefusedIsForgottenWithAllThatWaits() {
        // Given
        refusal = new Failure(ErrorCode.UNAVAILABLE, "away");
        outlet.add("a", 1);
        outlet.add("b", 2);
        // When
        open.complete();
        await(outlet.settled());
        // Then
        assertThat(failures).extracting(Failure::getMessage).containsExactly("away");
        assertThat(messages).hasSize(1);
        // And
        refusal = null;
        outlet.add("c", 3);
        await(outlet.settled());
        assertThat(messages).endsWith("topic/a [{\"event\":\"c\",\"data\":3}]").hasSize(2);
    }
}
