package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("system")
class CrewTest {

    private final Crew crew = new Crew(1);

    @BeforeEach
    void hire() {
        crew.hire();
    }

    @AfterEach
    void close() {
        crew.close();
    }

    /** A terminal whose program ends at once, while it is made still, on another thread. */
    @Test
    void aTerminalHasNoTurnBeforeItIsToldToBeginNotEvenWhenItHangsUp() throws Exception {
        try (var fresh = Master.open(80, 24);
                var other = Master.open(80, 24)) {
            // Given
            var first = new CountDownLatch(1);
            var second = new CountDownLatch(1);
            var watch = crew.watch(fresh.descriptor(), duty(first));
            hangUp(fresh);
            // When: what is ready later is told later
            crew.watch(other.descriptor(), duty(second)).arm(Libc.EPOLLIN);
            hangUp(other);
            assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
            // Then
            assertThat(first.getCount()).isEqualTo(1);
            watch.arm(Libc.EPOLLIN);
            assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Duty duty(CountDownLatch turns) {
        return new Duty(crew, () -> {
            turns.countDown();
            return false;
        });
    }

    /** As when the last program in the terminal ends. It is opened by a process that leads no session, which gets no terminal by that. */
    private static void hangUp(Master master) throws IOException, InterruptedException {
        var program = new ProcessBuilder("/bin/sh", "-c", "exec 3<>" + master.path()).start();
        assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isZero();
    }
}
