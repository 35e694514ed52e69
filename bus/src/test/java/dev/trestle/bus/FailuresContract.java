package dev.trestle.bus;

import static dev.trestle.bus.CallsContract.DEMO;
import static dev.trestle.bus.Ends.await;
import static dev.trestle.bus.Ends.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bus.Echo.Said;
import dev.trestle.bus.Echo.Say;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a failure reaches the caller, on one node and in a cluster. */
abstract class FailuresContract {

    private Operations service;
    private MessageConsumer<Object> foreign;

    abstract Ends ends();

    @AfterEach
    void stopServing() {
        if (service != null) {
            await(service.stop());
        }
        if (foreign != null) {
            await(ends().server().offers().remove(foreignOffer().key()));
            await(foreign.unregister());
        }
        ends().until(() -> ends().caller().directory().operations().isEmpty());
    }

    @Test
    void aFailureArrivesWithAllItSays() {
        // Given
        serve((say, call) -> {
            throw new Failure(ErrorCode.CONFLICT, "the file has changed: grüß 👋 \ud800")
                    .with(Map.of("etag", "5f", "rejected", List.of(1, 2), "nested", Map.of("a", true)))
                    .withRef("r-1")
                    .retryAfter(250);
        });
        // When
        var failure = failureOf(call());
        // Then
        assertThat(failure).hasMessage("the file has changed: grüß 👋 \ud800");
        assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(failure.details())
                .isEqualTo(Map.of("etag", "5f", "rejected", List.of(1, 2), "nested", Map.of("a", true)));
        assertThat(failure.ref()).isEqualTo("r-1");
        assertThat(failure.retryAfterMs()).isEqualTo(250);
    }

    @Test
    void everyCodeArrives() {
        // Given
        serve((say, call) -> Future.failedFuture(new Failure(ErrorCode.valueOf(say.text()), "because")));
        // When
        var failures = Arrays.stream(ErrorCode.values())
                .map(code -> failureOf(call(code.name())))
                .toList();
        // Then
        assertThat(failures).extracting(Failure::code).containsExactly(ErrorCode.values());
        assertThat(failures)
                .allMatch(failure -> failure.getMessage().equals("because")
                        && failure.details().isEmpty()
                        && failure.ref() == null
                        && failure.retryAfterMs() == null);
    }

    @Test
    void whatNobodyForesawIsInternalAndSaysNothingOfTheCause() {
        serve((say, call) -> {
            throw new IllegalStateException("secret");
        });
        assertInternal();
    }

    @Test
    void anErrorOfTheMachineIsAnsweredToo() {
        serve((say, call) -> {
            throw new StackOverflowError("secret");
        });
        assertInternal();
    }

    @Test
    void aFutureThatFailsUnforeseenIsInternal() {
        serve((say, call) -> Future.failedFuture(new IllegalStateException("secret")));
        assertInternal();
    }

    @Test
    void aHandlerThatYieldsNoFutureIsInternal() {
        serve((say, call) -> null);
        assertInternal();
    }

    @Test
    void detailsThatAreNotJsonAreInternal() {
        serve((say, call) ->
                Future.failedFuture(new Failure(ErrorCode.CONFLICT, "x").with(Map.of("secret", new Object()))));
        assertInternal();
    }

    @Test
    void aJsonObjectIsRefusedWithNumberAndText() {
        // Given
        serve((say, call) -> Future.failedFuture(new Failure(ErrorCode.NOT_FOUND, "no such file: a")));
        var headers = new DeliveryOptions().addHeader(Headers.OPERATION, Echo.SAY.name());
        var body = new JsonObject().put("text", "x");
        // When
        var answer = ends().caller().vertx().eventBus().request(address(), body, headers);
        // Then
        assertThatThrownBy(() -> await(answer))
                .isInstanceOfSatisfying(
                        ReplyException.class,
                        reply -> assertThat(reply.failureCode()).isEqualTo(ErrorCode.NOT_FOUND.number()))
                .hasMessage("no such file: a");
    }

    @Test
    void aMessageForAnUnknownOperationIsRefused() {
        // Given
        serve((say, call) -> Future.succeededFuture(new Said("x")));
        var headers = new DeliveryOptions().addHeader(Headers.OPERATION, "echo.unknown");
        // When
        var answer = await(ends().caller().vertx().eventBus().<Buffer>request(address(), Buffer.buffer("{}"), headers));
        // Then
        assertThat(answer.headers().get(Headers.ERROR)).isEqualTo(ErrorCode.UNKNOWN_OPERATION.name());
        assertThat(answer.body().toJsonObject().getString("message")).isEqualTo("echo does not serve echo.unknown");
    }

    @Test
    void aMessageThatIsNeitherBytesNorAnObjectIsRefused() {
        // Given
        serve((say, call) -> Future.succeededFuture(new Said("x")));
        var headers = new DeliveryOptions().addHeader(Headers.OPERATION, Echo.SAY.name());
        // When
        var answer = await(ends().caller().vertx().eventBus().<Buffer>request(address(), "text", headers));
        // Then
        assertThat(answer.headers().get(Headers.ERROR)).isEqualTo(ErrorCode.INVALID_ARGUMENT.name());
    }

    @Test
    void aForeignServiceFailsWithOneOfOurNumbers() {
        // Given
        serveForeign(message -> message.fail(ErrorCode.NOT_FOUND.number(), "no such thing"));
        // When
        var failure = failureOf(call());
        // Then
        assertThat(failure).hasMessage("no such thing");
        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void aForeignServiceFailsWithANumberOfItsOwn() {
        serveForeign(message -> message.fail(42, "secret"));
        assertInternal();
    }

    @Test
    void aForeignServiceMayAnswerWithAnObject() {
        // Given
        serveForeign(message -> message.reply(new JsonObject().put("text", "x")));
        // When
        var said = await(call());
        // Then
        assertThat(said).isEqualTo(new Said("x"));
    }

    @Test
    void anAnswerThatIsNotOneIsNotTheFaultOfTheCaller() {
        serveForeign(message -> message.reply(Buffer.buffer("{\"secret\":1}")));
        assertInternal();
    }

    @Test
    void anAnswerOfAnotherTypeIsNotTheFaultOfTheCaller() {
        serveForeign(message -> message.reply(7));
        assertInternal();
    }

    @Test
    void aFailureThatCannotBeReadIsInternal() {
        serveForeign(message -> message.reply(
                Buffer.buffer("{\"message\":\"secret\"}"), new DeliveryOptions().addHeader(Headers.ERROR, "NEW")));
        assertInternal();
    }

    private void assertInternal() {
        var failure = failureOf(call());
        assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(failure.ref()).hasSize(8);
        assertThat(failure.getMessage()).doesNotContain("secret").doesNotContain("Exception");
        assertThat(failure.details()).isEmpty();
    }

    private Future<Said> call() {
        return call("x");
    }

    private Future<Said> call(String text) {
        return ends().caller().calls("ada").call(Echo.SAY, DEMO, new Say(text, 1));
    }

    private String address() {
        return ends().caller().directory().place(Echo.SAY.name(), "demo");
    }

    private void serve(OperationHandler<Say, Said> handler) {
        service = Operations.of(ends().server(), "echo", Set.of("demo")).serve(Echo.SAY, handler);
        await(service.start());
        ends().until(() -> ends().caller().directory().knows(Echo.SAY.name()));
    }

    private void serveForeign(Consumer<Message<Object>> handler) {
        foreign = ends().server().vertx().eventBus().consumer(foreignOffer().address(), handler::accept);
        await(foreign.completion().compose(there -> ends().server().offers().add(foreignOffer())));
        ends().until(() -> ends().caller().directory().knows(Echo.SAY.name()));
    }

    private Offer foreignOffer() {
        return new Offer(ends().server().id(), "echo", Set.of(Echo.SAY.name()), Set.of("demo"), 1);
    }
}
