package dev.trestle.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryContext;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The connection between two nodes breaks and comes back, sooner than either takes the other for dead. */
class LostAnswerTest {

    private static final String LOST = "lost on its way";
    private static final Duration LONG = Duration.ofMinutes(5);

    private static Ends ends;
    private static Promise<Echo.Said> slow;

    @BeforeAll
    static void start() throws Exception {
        ends = Ends.clusteredWithASecret();
        slow = Promise.promise();
        Ends.await(Operations.of(ends.server(), "echo", Set.of("demo"))
                .serve(
                        Echo.SAY,
                        (say, call) -> say.text().equals("slow")
                                ? slow.future()
                                : Future.succeededFuture(new Echo.Said(say.text())))
                .start());
        ends.until(() -> ends.caller().directory().hosts("demo"));
    }

    @AfterAll
    static void stop() {
        ends.leave();
    }

    private static Future<Echo.Said> say(String text) {
        return ends.caller()
                .calls("test")
                .call(Echo.SAY, Target.workspace("demo"), new Echo.Say(text, 1), Caller.of("test", LONG));
    }

    /** Lets {@code node} send nothing that says so. */
    private static void lose(Node node) {
        node.vertx().eventBus().<Object>addOutboundInterceptor(LostAnswerTest::pass);
    }

    private static void pass(DeliveryContext<Object> delivery) {
        if (!(delivery.body() instanceof Buffer buffer && buffer.toString().contains(LOST))) {
            delivery.next();
        }
    }

    @Test
    void whoeverWaitsForItHearsLongBeforeTheDeadline() {
        // Given
        var running = say("slow");
        lose(ends.server());
        // When
        var call = say(LOST);
        // Then
        var told = Ends.failureOf(call);
        assertThat(told.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(told).hasMessageContaining("may or may not have happened");
        // Given
        lose(ends.caller());
        // Then
        assertThat(Ends.failureOf(say(LOST)).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(running.isComplete()).as("a call that runs is waited for").isFalse();
        slow.complete(new Echo.Said("done"));
        assertThat(Ends.await(running).text()).isEqualTo("done");
    }
}
