package dev.trestle.verticle.agent.backend.demo;

import dev.trestle.verticle.agent.backend.Ending;
import dev.trestle.verticle.agent.backend.Host;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** An answer that comes word by word, as those of models do. */
final class Speech {

    /** Between two words, in milliseconds. */
    private static final long PAUSE = 5;

    private final Vertx vertx;
    private final Host host;
    private boolean stopped;

    Speech(Vertx vertx, Host host) {
        this.vertx = vertx;
        this.host = host;
    }

    /** Completes after the last word, or when it is stopped. */
    Future<Ending> say(String text) {
        Promise<Ending> said = Promise.promise();
        // Where a word begins, the space before it stays with the one before.
        say(text.split("(?<=\\s)(?=\\S)"), 0, said);
        return said.future();
    }

    private void say(String[] words, int next, Promise<Ending> said) {
        if (stopped) {
            said.complete(Ending.CANCELLED);
        } else if (next == words.length) {
            said.complete(Ending.DONE);
        } else {
            host.chunk(words[next]);
            vertx.setTimer(PAUSE, now -> say(words, next + 1, said));
        }
    }

    void stop() {
        stopped = true;
    }
}
