package dev.trestle.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bus.Echo.Said;
import dev.trestle.bus.Echo.Say;
import io.vertx.core.Future;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LocalCallsTest extends CallsContract {

    private static Ends ends;

    @BeforeAll
    static void start() {
        ends = Ends.alone();
    }

    @AfterAll
    static void stop() {
        ends.leave();
    }

    @Override
    Ends ends() {
        return ends;
    }

    @Test
    void whatIsServedAtOnceRunsOnTheCallersThread() {
        // Given
        var threads = new ArrayList<Thread>();
        var service = Operations.everywhere(ends.server(), "echo").serveAtOnce(Echo.SAY, (say, call) -> {
            threads.add(Thread.currentThread());
            return Future.succeededFuture(new Said(say.text()));
        });
        Ends.await(service.start());
        // When
        var said = ends.caller().calls("ada").call(Echo.SAY, DEMO, new Say("x", 1));
        // Then
        assertThat(said.result()).isEqualTo(new Said("x"));
        assertThat(threads).containsExactly(Thread.currentThread());
        Ends.await(service.stop());
    }
}
