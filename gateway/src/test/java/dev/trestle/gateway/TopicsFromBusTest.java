package dev.trestle.gateway;

import static dev.trestle.gateway.TestGateway.await;
import static dev.trestle.gateway.TopicClient.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bus.Publisher;
import dev.trestle.bus.Word;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services on the bus publish, by the library or by hand. */
class TopicsFromBusTest {

    private static TestGateway gateway;
    private static Publisher publisher;

    private final String topic = "topic/" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
        publisher = gateway.node().publisher("linter");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void whatAServicePublishesReachesSubscribers() {
        try (var client = TopicClient.of(gateway)) {
            // Given
            client.call("topic.subscribe", "topic", topic);
            // When
            var place = await(publisher.publish(topic, "linted", Map.of("problems", List.of(1, 2))));
            // Then
            var event = client.event();
            assertThat(event.getString("event")).isEqualTo("linted");
            assertThat(event.getJsonObject("data").encode()).isEqualTo("{\"problems\":[1,2]}");
            assertThat(place.seq()).isEqualTo(event.getLong("seq"));
            assertThat(place.epoch()).isEqualTo(event.getString("epoch"));
        }
    }

    @Test
    void aServiceFeedsTheTopicsThatClientsMayNot() {
        try (var client = TopicClient.of(gateway)) {
            // Given
            client.call("topic.subscribe", "topic", "workspace/default/files");
            // When
            await(publisher.publish("workspace/default/files", "changed", null));
            // Then
            assertThat(client.event().containsKey("data")).isFalse();
        }
    }

    @Test
    void theSameKeyAppendsOnce() {
        // When
        var first = await(publisher.publish(topic, "e", Buffer.buffer("1"), "k"));
        var again = await(publisher.publish(topic, "e", Buffer.buffer("1"), "k"));
        // Then
        assertThat(again).isEqualTo(first);
        assertThat(await(publisher.publish(topic, "e", Buffer.buffer("1"), null))
                        .seq())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "1,2", "1}{\"a\":2", "{\"a\":1,\"a\":2}", "tru", "1,\"data\":2", "1,\"x\":2"})
    void whatIsNotJsonReachesNobody(String data) {
        assertThatThrownBy(() -> await(publisher.publish(topic, "e", Buffer.buffer(data), null)))
                .isInstanceOf(Failure.class);
        assertThat(await(publisher.publish(topic, "e", "last")).seq()).isEqualTo(1);
    }

    @Test
    void whatIsNoTopicIsRefusedWithAWord() {
        assertThatThrownBy(() -> await(publisher.publish("nowhere/x", "e", null)))
                .hasMessage("topic must begin with workspace/, circle/, agent/ or topic/");
    }

    @Test
    void aVertxServicePublishesByHandAndIsAnsweredInKind() {
        // Given
        var bus = gateway.node().vertx().eventBus();
        var word = new Word("by-hand", "*", List.of("topic.publish"), Long.MAX_VALUE);
        var options = new DeliveryOptions()
                .addHeader("topic", topic)
                .addHeader("event", "e")
                .addHeader("principal", "by-hand")
                .addHeader("word", gateway.node().words().give("by-hand", "*", () -> word));
        // When
        var answer = await(bus.<JsonObject>request("trestle.publish", object("n", 1), options));
        // Then
        assertThat(answer.body().getLong("seq")).isEqualTo(1);
        assertThatThrownBy(() -> await(bus.request("trestle.publish", object())))
                .isInstanceOfSatisfying(
                        ReplyException.class,
                        refused -> assertThat(refused.failureCode()).isEqualTo(ErrorCode.INVALID_ARGUMENT.number()))
                .hasMessage("the headers topic and event are required");
    }
}
