package dev.trestle.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Somebody who uses a fleet through whichever gateway answers, and goes elsewhere when it does not any more. One thread. */
class Visitor implements AutoCloseable {

    /** Refusals that tell a client to come back. */
    private static final Set<String> LATER = Set.of("UNAVAILABLE", "BUSY", "TIMEOUT", "RATE_LIMITED");

    private static final long SLOW_SECONDS = 10;
    /** Longer than any call may take. */
    private static final long PATIENCE_SECONDS = 40;

    private final Ordeal ordeal;
    private final Random random;
    private Line line;
    private int moves;

    Visitor(Ordeal ordeal, long seed) {
        this.ordeal = ordeal;
        this.random = new Random(seed);
    }

    Ordeal ordeal() {
        return ordeal;
    }

    Random random() {
        return random;
    }

    /** How often it came to a gateway. */
    int moves() {
        return moves;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** What is told without being asked for; on the thread of the connection. */
    void told(JsonNode notice) {}

    /** It has come to another gateway. */
    void arrived() {}

    /** The connection there is, or a new one to any gateway that takes it. */
    Line line() {
        while (line == null || !line.isOpen()) {
            ordeal.checkPatience(() -> "a gateway that takes it");
            try {
                line = Line.open(oneOf(ordeal.fleet().gateways()).ws(), this::told);
                moves++;
                arrived();
            } catch (RuntimeException nobodyThere) {
                pause(random.nextInt(200));
            }
        }
        return line;
    }

    /** Leaves without a word; the next call comes from elsewhere. */
    void move() {
        if (line != null) {
            line.close();
        }
    }

    static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException cause) {
            throw new AssertionError(cause);
        }
    }

    /** What is answered; {@code null} when nobody will ever know, since the connection ended. */
    JsonNode answer(CompletableFuture<JsonNode> asked) {
        long begun = System.nanoTime();
        long end = begun + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                var answer = asked.get(100, TimeUnit.MILLISECONDS);
                if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(SLOW_SECONDS)) {
                    ordeal.slow(getClass().getSimpleName() + " " + codeOf(answer));
                }
                return checked(answer);
            } catch (TimeoutException notYet) {
                if (line.isOpen() && System.nanoTime() > end) {
                    // A call that is never answered, on a connection that lives, is a fault.
                    ordeal.unanswered();
                    move();
                }
            } catch (ExecutionException gone) {
                return null;
            } catch (InterruptedException cause) {
                throw new AssertionError(cause);
            }
        }
    }

    private static JsonNode checked(JsonNode answer) {
        if (answer.has("error") && !LATER.contains(codeOf(answer))) {
            throw new AssertionError("no trouble makes this: " + answer);
        }
        return answer;
    }

    static String codeOf(JsonNode answer) {
        return answer.at("/error/data/code").asText();
    }

    /** Asks and waits; {@code null} as {@link #answer}. */
    JsonNode call(String method, ObjectNode params) {
        return answer(line().ask(method, params));
    }

    /** Asks again and again until it is done, whoever does it. */
    JsonNode insist(String method, ObjectNode params) {
        while (true) {
            var answer = call(method, params);
            if (answer != null && answer.has("result")) {
                return answer.get("result");
            }
            pause(50);
        }
    }

    @Override
    public void close() {
        move();
    }
}
