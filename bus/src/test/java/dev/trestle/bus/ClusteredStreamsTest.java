package dev.trestle.bus;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class ClusteredStreamsTest extends StreamsContract {

    private static Ends ends;

    @BeforeAll
    static void start() throws Exception {
        ends = Ends.clustered();
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
