package dev.trestle.verticle.pty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Programs that try to outlive their terminal, each in another way, and that can be told from all others. */
final class Strays {

    /** How many there are. */
    static final int COUNT = 7;

    /** The argument that all of them have: how long they would live. */
    final String seconds = String.valueOf(ThreadLocalRandom.current().nextInt(100_000, 1_000_000_000));

    /** A script for bash that starts them and then says so. */
    String script() {
        return String.join(
                "\n",
                "sleep " + seconds + " &",
                "nohup sleep " + seconds + " >/dev/null 2>&1 &",
                "(trap '' HUP TERM INT; sleep " + seconds + " &)",
                "setsid sleep " + seconds + " &",
                "setsid sh -c 'trap \"\" HUP; sleep " + seconds + " & exit' &",
                "env -i setsid sh -c 'sh -c \"sleep " + seconds + " & exit\" & exit' &",
                "sh -c 'kill -STOP $$; sleep 1' & (setsid setsid env -i nohup sleep " + seconds
                        + " >/dev/null 2>&1 </dev/null &)",
                "echo strayed");
    }

    List<Long> alive() {
        return Processes.with(seconds);
    }

    /** Waits for those of so many terminals. */
    void awaitAll(int terminals) {
        Wait.until("all strays live", () -> alive().size() == COUNT * terminals);
    }

    void awaitNone() {
        Wait.within(2000, "no stray lives", () -> alive().isEmpty());
    }

    void assertAll() {
        assertThat(alive()).hasSize(COUNT);
    }
}
