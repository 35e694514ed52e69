package dev.trestle.bus;

import static dev.trestle.bus.Ends.await;
import static dev.trestle.bus.Ends.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Echo.Heard;
import dev.trestle.bus.Echo.Said;
import dev.trestle.bus.Echo.Say;
import dev.trestle.wire.Empty;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import dev.trestle.wire.Operation;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller can rely on, on one node and in a cluster. */
abstract class CallsContract {

    static final Target DEMO = Target.workspace("demo");

    private Operations service;

    abstract Ends ends();

    @AfterEach
    void stopServing() {
        if (service != null) {
            await(service.stop());
        }
        ends().until(() -> ends().caller().directory().operations().isEmpty());
    }

    @Test
    void aCallIsAnswered() {
        // Given
        serve(
                Echo.SAY,
                (say, call) -> Future.succeededFuture(new Said(say.text().repeat(say.times()))));
        // When
        var said = await(calls().call(Echo.SAY, DEMO, new Say("grüß 👋", 2)));
        // Then
        assertThat(said).isEqualTo(new Said("grüß 👋grüß 👋"));
    }

    @Test
    void theHandlerLearnsWhoCallsAndUntilWhen() {
        // Given
        serve(
                Echo.HEAR,
                (say, call) -> Future.succeededFuture(new Heard(
                        call.operation(), call.workspace(), call.principal(), call.deadline(), call.traceparent())));
        long deadline = System.currentTimeMillis() + 30_000;
        var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        // When
        var heard = await(calls().call(Echo.HEAR, DEMO, new Say("x", 1), new Caller("ada", deadline, trace, "c-1")));
        // Then
        assertThat(heard).isEqualTo(new Heard("echo.hear", "demo", "ada", deadline, trace));
    }

    @Test
    void aRequestThatDoesNotFitIsRefusedByNameAndNotHandled() {
        // Given
        var handled = new AtomicInteger();
        serve(Echo.SAY, counting(handled));
        // When
        var failure = failureOf(send(Echo.SAY.name(), "{\"text\":\"x\",\"times\":10}"));
        // Then
        assertThat(failure).hasMessage("times must be between 1 and 9");
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(handled).hasValue(0);
    }

    @Test
    void whatIsServedAtOnceAnswersAndRefusesAsEverythingElse() {
        // Given
        serveAtOnce(Echo.SAY, (say, call) -> {
            if (say.text().isEmpty()) {
                throw new Failure(ErrorCode.CONFLICT, "nothing to say");
            }
            return Future.succeededFuture(new Said(call.principal() + ": " + say.text()));
        });
        // When
        var said = await(calls().call(Echo.SAY, DEMO, new Say("x", 1)));
        var refused = failureOf(calls().call(Echo.SAY, DEMO, new Say("", 1)));
        var misfit = failureOf(send(Echo.SAY.name(), "{\"text\":\"x\",\"times\":10}"));
        var late = failureOf(calls().call(Echo.SAY, DEMO, new Say("x", 1), new Caller("ada", 1, null, "c-1")));
        // Then
        assertThat(said).isEqualTo(new Said("ada: x"));
        assertThat(refused).hasMessage("nothing to say");
        assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(misfit).hasMessage("times must be between 1 and 9");
        assertThat(late.code()).isEqualTo(ErrorCode.TIMEOUT);
        // When
        await(service.stop());
        ends().until(() -> ends().caller().directory().operations().isEmpty());
        // Then
        assertThat(failureOf(calls().call(Echo.SAY, DEMO, new Say("x", 1))).code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void aCallThatNobodyServesIsUnavailable() {
        assertThat(failureOf(calls().call(Echo.SAY, DEMO, new Say("x", 1))).code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void aWorkspaceThatNobodyKnowsIsNotFound() {
        // Given
        serve(Echo.SAY, counting(new AtomicInteger()));
        // When
        var failure = failureOf(calls().call(Echo.SAY, Target.workspace("none"), new Say("x", 1)));
        // Then
        assertThat(failure).hasMessage("no such workspace: none");
        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void anOperationThatItsServiceDoesNotOfferIsUnavailable() {
        // Given
        serve(Echo.SAY, counting(new AtomicInteger()));
        // When
        var failure = failureOf(send("echo.unknown", "{}"));
        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void theDeadlineEndsTheWaiting() {
        // Given
        serve(Echo.SAY, (say, call) -> Promise.<Said>promise().future());
        // When
        var failure =
                failureOf(calls().call(Echo.SAY, DEMO, new Say("x", 1), Caller.of("ada", Duration.ofMillis(100))));
        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void aCallWhoseDeadlineHasPassedIsNotHandled() {
        // Given
        var handled = new AtomicInteger();
        serve(Echo.SAY, counting(handled));
        var late = new JsonObject().put("text", "sent by one whose clock is behind");
        // When
        var cause = await(bus(late, Echo.SAY.name(), 1L).transform(ended -> Future.succeededFuture(ended.cause())));
        // Then
        assertThat(Failures.from(cause).code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(failureOf(calls().call(Echo.SAY, DEMO, new Say("x", 1), new Caller("ada", 1, null, "c-1")))
                        .code())
                .isEqualTo(ErrorCode.TIMEOUT);
        assertThat(handled).hasValue(0);
    }

    @Test
    void aDeadlineMayBeAsFarAwayAsItLikes() {
        // Given
        serve(Echo.SAY, counting(new AtomicInteger()));
        // When
        var said = calls().call(Echo.SAY, DEMO, new Say("x", 1), new Caller("ada", Long.MAX_VALUE, null, "c-1"));
        // Then
        assertThat(await(said)).isEqualTo(new Said("x"));
    }

    @Test
    void cancellingReachesTheHandler() {
        // Given
        var begun = Promise.<Call>promise();
        serve(Echo.SAY, (say, call) -> {
            var ended = Promise.<Said>promise();
            call.onCancel(() -> ended.fail(new Failure(ErrorCode.CANCELLED, "as you wish")));
            begun.complete(call);
            return ended.future();
        });
        var caller = Caller.of("ada", Duration.ofSeconds(20));
        var said = calls().call(Echo.SAY, DEMO, new Say("x", 1), caller);
        var call = await(begun.future());
        assertThat(call.cancelled()).isFalse();
        // When
        calls().cancel(Echo.SAY.name(), DEMO, caller.call());
        // Then
        assertThat(failureOf(said).code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(call.cancelled()).isTrue();
    }

    @Test
    void cancellingWhatDoesNotRunIsHarmless() {
        // Given
        serve(Echo.SAY, counting(new AtomicInteger()));
        calls().cancel(Echo.SAY.name(), DEMO, "none");
        calls().cancel("nobody.serves", DEMO, "none");
        // When
        var said = await(calls().call(Echo.SAY, DEMO, new Say("x", 1)));
        // Then
        assertThat(said).isEqualTo(new Said("x"));
    }

    @Test
    void aJsonObjectIsAnsweredWithAJsonObject() {
        // Given
        serve(Echo.SAY, counting(new AtomicInteger()));
        // When
        var said = await(bus(new JsonObject().put("text", "x"), Echo.SAY.name(), Long.MAX_VALUE));
        // Then
        assertThat(said).isEqualTo(new JsonObject().put("text", "x"));
    }

    @Test
    void noBodyReadsAsNoParameters() {
        // Given
        var ping = new Operation<>("echo.ping", Empty.class, Empty.class, "Answers.");
        serve(ping, (empty, call) -> Future.succeededFuture(empty));
        // When
        var answer = await(bus(null, "echo.ping", Long.MAX_VALUE));
        // Then
        assertThat(answer).isEqualTo(Buffer.buffer("{}"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callsOfOneThreadArriveInTheirOrder(boolean eventLoop) {
        // Given
        var arrived = new ConcurrentLinkedQueue<String>();
        serve(Echo.SAY, (say, call) -> {
            arrived.add(say.text());
            return Future.succeededFuture(new Said(say.text()));
        });
        var sent = IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();
        var answers = Promise.<CompositeFuture>promise();
        Runnable send = () -> Future.all(sent.stream()
                        .map(text -> calls().call(Echo.SAY, DEMO, new Say(text, 1)))
                        .toList())
                .onComplete(answers);
        Executor thread = eventLoop ? task -> ends().caller().vertx().runOnContext(turn -> task.run()) : Runnable::run;
        // When
        thread.execute(send);
        // Then
        await(answers.future());
        assertThat(List.copyOf(arrived)).isEqualTo(sent);
    }

    @Test
    void aServiceThatStopsIsUnavailableAtOnceAndEndsWhatItBegan() {
        // Given
        var begun = Promise.<Void>promise();
        var end = Promise.<Said>promise();
        serve(Echo.SAY, (say, call) -> {
            begun.complete();
            return end.future();
        });
        var running = calls().call(Echo.SAY, DEMO, new Say("x", 1));
        await(begun.future());
        // When
        await(service.stop());
        // Then
        service = null;
        assertThat(failureOf(calls().call(Echo.SAY, DEMO, new Say("x", 1))).code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
        end.complete(new Said("ended"));
        assertThat(await(running)).isEqualTo(new Said("ended"));
    }

    private <Q, R> void serve(Operation<Q, R> operation, OperationHandler<Q, R> handler) {
        begin(
                Operations.of(ends().server(), operation.service(), Set.of("demo"))
                        .serve(operation, handler),
                operation);
    }

    private <Q, R> void serveAtOnce(Operation<Q, R> operation, OperationHandler<Q, R> handler) {
        begin(
                Operations.of(ends().server(), operation.service(), Set.of("demo"))
                        .serveAtOnce(operation, handler),
                operation);
    }

    private void begin(Operations operations, Operation<?, ?> operation) {
        service = operations;
        await(service.start());
        ends().until(() -> ends().caller().directory().knows(operation.name()));
    }

    private static OperationHandler<Say, Said> counting(AtomicInteger handled) {
        return (say, call) -> {
            handled.incrementAndGet();
            return Future.succeededFuture(new Said(say.text()));
        };
    }

    private Calls calls() {
        return ends().caller().calls("ada");
    }

    private Future<Buffer> send(String operation, String params) {
        return calls().send(operation, DEMO, Buffer.buffer(params), Caller.of("ada", Duration.ofSeconds(20)));
    }

    /** The answer to a message of a service that knows the address and the headers and nothing else of ours. */
    private Future<Object> bus(Object body, String operation, long deadline) {
        var headers = new DeliveryOptions()
                .addHeader(Headers.OPERATION, operation)
                .addHeader(Headers.DEADLINE, Long.toString(deadline));
        var address = ends().caller().directory().place(operation, "demo");
        return ends().caller()
                .vertx()
                .eventBus()
                .request(address, body, headers)
                .map(reply -> reply.body());
    }
}
