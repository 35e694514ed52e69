package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("jdk")
@ExtendWith(OneTrestle.class)
class TerminalsIT {

    private static final int WINDOW = 262_144;
    private static final int SLACK = 8_192;

    private Client last;

    @AfterEach
    void closeAll() {
        last.call("pty.list")
                .get("terminals")
                .forEach(listed -> last.call(
                        "pty.close", "terminal", listed.get("terminal").textValue()));
    }

    private Console console(Desk desk) {
        last = desk.client();
        return new Console(last);
    }

    private static JsonNode next(Client client, String method) {
        var notification = client.notification();
        assertThat(notification.get("method").asText()).isEqualTo(method);
        return notification.get("params");
    }

    @Test
    void aShellIsTypedToAndEnds(Desk desk) {
        // Given
        var shell = console(desk).open("bash", "--norc");
        // When
        shell.type("echo $((6 * 7))\r");
        // Then
        shell.until("42");
        // When
        desk.client().call("pty.input", "terminal", shell.terminal(), "data", "exit 5\r");
        // Then
        assertThat(next(desk.client(), "pty.exited")).isEqualTo(Json.object("terminal", shell.terminal(), "code", 5));
    }

    @Test
    void aHundredThousandKeysArriveInOrder(Desk desk) {
        // Given
        int keys = 100_000;
        var screen = console(desk).open("sh", "-c", "stty raw -echo; printf '>'; exec head -c " + keys);
        screen.until(">");
        var expected = new StringBuilder(">");
        // When
        for (int i = 0; i < keys; i++) {
            var key = String.valueOf((char) ('!' + i % 93));
            expected.append(key);
            if (i % 10 == 0) {
                var params = Json.object("terminal", screen.terminal(), "data", key);
                desk.client()
                        .send(Json.object("jsonrpc", "2.0", "method", "pty.input", "params", params)
                                .toString());
            } else {
                screen.type(key);
            }
        }
        // Then
        assertThat(next(desk.client(), "pty.exited").get("code").asInt()).isZero();
        assertThat(screen.text()).isEqualTo(expected.toString());
    }

    @Test
    void aFloodWaitsForWhoeverDoesNotAcknowledge(Desk desk) {
        // Given
        var flood = console(desk).stopAcknowledging().open("yes");
        // When
        Console.until(() -> flood.size() >= WINDOW);
        for (int i = 0; i < 100; i++) {
            desk.client().call("session.ping");
        }
        // Then
        assertThat(flood.size()).isLessThanOrEqualTo(WINDOW + SLACK);
        // When
        desk.client().call("pty.ack", "terminal", flood.terminal(), "offset", flood.size());
        // Then
        Console.until(() -> flood.size() >= 2 * WINDOW);
        assertThat(desk.client().code("pty.ack", "terminal", flood.terminal(), "offset", 10 * WINDOW))
                .isEqualTo("INVALID_ARGUMENT");
    }

    @Test
    void anInterruptIsSeenSoonInAFloodAndAnotherTerminalAnswersMeanwhile(Desk desk) {
        // Given
        var console = console(desk);
        var calm =
                console.open("sh", "-c", "stty raw -echo; printf '>'; exec cat").until(">");
        var flood = console.open("bash", "--norc");
        flood.type("yes\r");
        Console.until(() -> flood.size() > 2_000_000);
        // When
        long start = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            int before = calm.size();
            calm.type("x");
            Console.until(() -> calm.size() > before);
        }
        var echoes = Duration.ofNanos(System.nanoTime() - start);
        flood.type("\u0003");
        start = System.nanoTime();
        Console.until(() -> tail(flood).contains("^C"));
        // Then
        assertThat(echoes).isLessThan(Duration.ofSeconds(10));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private static String tail(Console.Screen screen) {
        var bytes = screen.bytes();
        return new String(Arrays.copyOfRange(bytes, Math.max(0, bytes.length - 200), bytes.length));
    }

    @Test
    void aTerminalOutlivesItsSocketAndMissesNothing(Desk desk, StartedTrestle trestle) {
        // Given
        String terminal;
        int seen;
        try (var client = trestle.client()) {
            client.notification();
            var first = new Console(client).open("sh", "-c", "printf one; read x; printf two; read x");
            first.until("one");
            terminal = first.terminal();
            seen = first.size();
        }
        var console = console(desk);
        Console.until(
                () -> desk.client().call("pty.list").at("/terminals/0/attached").asInt() == 0);
        desk.client().call("pty.input", "terminal", terminal, "data", "\r");
        // When
        var again = console.attach(terminal, seen);
        // Then
        Console.until(() -> again.text().equals("\r\ntwo"));
    }

    @Test
    void detachEndsTheOutputAndNotTheTerminal(Desk desk) {
        // Given
        var cat = console(desk).open("cat");
        // When
        desk.client().call("pty.detach", "terminal", cat.terminal());
        desk.client().call("pty.input", "terminal", cat.terminal(), "data", "unseen\r");
        // Then
        Console.until(
                () -> desk.client().call("pty.list").at("/terminals/0/attached").asInt() == 0);
        assertThat(cat.size()).isZero();
        assertThat(desk.client().code("pty.detach", "terminal", cat.terminal())).isEqualTo("NOT_FOUND");
        // When
        cat.type("x");
        // Then
        assertThat(next(desk.client(), "pty.refused").get("code").asText()).isEqualTo("NOT_FOUND");
    }

    @Test
    void oneWhoIsTooSlowIsToldWhereToGoOn(Desk desk, StartedTrestle trestle) {
        // Given
        var flood = console(desk).open("yes");
        try (var slow = trestle.client()) {
            slow.notification();
            var late = new Console(slow);
            var screen = late.stopAcknowledging().attach(flood.terminal(), 0);
            // When
            var lagged = next(slow, "pty.lagged");
            // Then
            assertThat(lagged.get("terminal").asText()).isEqualTo(flood.terminal());
            long offset = lagged.get("offset").longValue();
            assertThat(offset).isEqualTo(screen.start() + screen.size());
            // When
            var answer = slow.call("pty.attach", "terminal", flood.terminal(), "since", offset);
            // Then
            assertThat(answer.get("offset").longValue()).isGreaterThanOrEqualTo(offset);
        }
    }

    @Test
    void aHandleThatNobodyKnowsIsNotFound(Desk desk) {
        var node = console(desk).open("cat").terminal().replaceFirst(".*@", "");

        for (var handle : new String[] {"t-1@" + node, "t-1@n-nowhere", "t-1", "", "@"}) {
            assertThat(desk.client().code("pty.input", "terminal", handle, "data", "x"))
                    .isEqualTo("NOT_FOUND");
            assertThat(desk.client().code("pty.attach", "terminal", handle)).isEqualTo("NOT_FOUND");
            assertThat(desk.client().code("pty.close", "terminal", handle)).isEqualTo("NOT_FOUND");
        }
    }
}
