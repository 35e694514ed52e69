package dev.trestle.bus;

import static dev.trestle.bus.Ends.await;
import static dev.trestle.bus.Ends.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeersTest {

    /** Half of cluster.peerBytes, and a little more. */
    private static final int HALF = 9_000_000;

    private static Ends ends;
    private static int services;

    private Peers one;
    private Peers two;

    @BeforeAll
    static void start() throws Exception {
        ends = Ends.clusteredWithASecret();
    }

    @AfterAll
    static void stop() {
        ends.leave();
    }

    @BeforeEach
    void meet() {
        var service = "share" + services++;
        one = Peers.of(ends.caller(), service);
        two = Peers.of(ends.server(), service);
    }

    private static Future<Buffer> echo(String from, String question, Buffer body) {
        return Future.succeededFuture(Buffer.buffer(from + " " + question + " " + body));
    }

    private void join(Peers.Handler handler) {
        await(one.join(PeersTest::echo));
        await(two.join(handler));
        ends.until(
                () -> one.owners().nodes().size() == 2 && two.owners().nodes().size() == 2);
    }

    @Test
    void whoAsksWithoutAWordIsNotAnswered() {
        // Given
        join(PeersTest::echo);
        var node = ends.caller();
        var question = new DeliveryOptions().addHeader("question", "q").addHeader("from", node.id());
        var address = "trestle.share" + (services - 1) + "@" + ends.server().id();
        // When
        var answer = await(node.vertx().eventBus().<Buffer>request(address, Buffer.buffer("x"), question));
        // Then
        assertThat(answer.headers().get("error")).isEqualTo("FORBIDDEN");
        assertThat(await(one.ask(other(), "q", Buffer.buffer("x")))).hasToString(node.id() + " q x");
    }

    private String other() {
        return one.owners().others().get(0);
    }

    @Test
    void allAgreeOnOneOwnerAndEachHasItsShare() {
        // When
        join(PeersTest::echo);
        // Then
        var keys = IntStream.range(0, 1_000).mapToObj(i -> "topic/" + i).toList();
        assertThat(keys)
                .allSatisfy(key ->
                        assertThat(one.owners().of(key)).isEqualTo(two.owners().of(key)));
        assertThat(keys.stream().filter(one.owners()::mine).count()).isBetween(400L, 600L);
    }

    @Test
    void whatOneOwnsIsNotMovedByAnotherThatJoins() {
        // Given
        var two = new Owners(List.of("a", "b"), "a");
        var three = new Owners(List.of("a", "b", "c"), "a");
        // Then
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> "topic/" + i))
                .allSatisfy(key -> assertThat(three.of(key)).isIn(two.of(key), "c"));
    }

    @Test
    void aNodeAloneOwnsEverything() {
        assertThat(one.owners().mine("topic/a")).isTrue();
    }

    @Test
    void aQuestionIsAnswered() {
        // Given
        join(PeersTest::echo);
        // When
        var answer = await(one.ask(other(), "what", Buffer.buffer("body")));
        // Then
        assertThat(answer).hasToString(ends.caller().id() + " what body");
    }

    @Test
    void aRefusalArrivesAsItIs() {
        // Given
        join((from, question, body) -> {
            throw new Failure(ErrorCode.CONFLICT, "no").retryAfter(7);
        });
        // When
        var refused = failureOf(one.ask(other(), "what", Buffer.buffer()));
        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(refused.retryAfterMs()).isEqualTo(7);
    }

    @Test
    void whatWaitsForANodeThatDoesNotAnswerIsBounded() {
        // Given
        Promise<Buffer> answer = Promise.promise();
        join((from, question, body) -> answer.future());
        var half = Buffer.buffer(new byte[HALF]);
        var first = one.ask(other(), "what", half);
        // When
        var refused = failureOf(one.ask(other(), "what", half));
        answer.complete(Buffer.buffer());
        await(first);
        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refused).hasMessageContaining("cluster.peerBytes");
        assertThat(await(one.ask(other(), "what", half)).length()).isZero();
    }

    @Test
    void whoHasLeftOwnsNothingAndIsStillReached() {
        // Given
        join(PeersTest::echo);
        var other = other();
        // When
        await(two.leave());
        // Then
        ends.until(() -> one.owners().others().isEmpty());
        assertThat(await(one.ask(other, "what", Buffer.buffer())).length()).isPositive();
    }
}
