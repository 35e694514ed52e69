package dev.trestle.bus;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class LocalStreamsTest extends StreamsContract {

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
}
