package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code trestle attach}, on the one real terminal that is at hand: another of Trestle's. */
@ExtendWith(OneTrestle.class)
class CommandAttachIT {

    private static final String LEAVE = "\u001d";

    private Client client;
    private Console console;

    @AfterEach
    void closeAll() {
        terminals().forEach(listed -> client.call("pty.close", "terminal", id(listed)));
    }

    private void sitDown(Desk desk) {
        client = desk.client();
        console = new Console(client);
    }

    private JsonNode terminals() {
        return client.call("pty.list").get("terminals");
    }

    private static String id(JsonNode listed) {
        return listed.get("terminal").textValue();
    }

    private JsonNode listed(String terminal) {
        for (var listed : terminals()) {
            if (id(listed).equals(terminal)) {
                return listed;
            }
        }
        throw new AssertionError(terminal + " is not listed");
    }

    private Console.Screen attach(StartedTrestle trestle, String what) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var command = new ArrayList<>(List.of("env", "TRESTLE_TOKEN=" + StartedTrestle.TOKEN, java.toString()));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", StartedTrestle.JAR.toString()));
        command.addAll(List.of("attach", "--url", trestle.http("/").toString(), what));
        return console.open(command.toArray(String[]::new));
    }

    private int exitCode(Console.Screen attached) {
        Console.until(() -> listed(attached.terminal()).has("exit"));
        return listed(attached.terminal()).at("/exit/code").intValue();
    }

    @Test
    void aShellIsUsedLeftAndFoundAgain(Desk desk, StartedTrestle trestle) {
        // Given
        sitDown(desk);
        var first = attach(trestle, "--new");
        Console.until(() -> first.size() > 0);
        // When
        first.type("echo h''i\r");
        // Then
        first.until("hi\r\n");
        // When
        client.call("pty.resize", "terminal", first.terminal(), "cols", 101, "rows", 31);
        // Then
        Console.until(() -> terminals().get(1).get("cols").intValue() == 101);
        first.type("stty size\r");
        first.until("31 101");
        // When
        first.type(LEAVE);
        // Then
        assertThat(exitCode(first)).isZero();
        assertThat(first.text()).contains("[left; it goes on]");
        var shell = id(terminals().get(1));
        assertThat(listed(shell).has("exit")).isFalse();
        // When
        var second = attach(trestle, shell);
        // Then
        second.until("31 101");
        assertThat(second.text()).contains("hi\r\n");
        // When
        second.type("exit 3\r");
        // Then
        assertThat(exitCode(second)).isZero();
        assertThat(listed(shell).at("/exit/code").intValue()).isEqualTo(3);
    }

    @Test
    void aTerminalThatThereIsNotIsNamed(Desk desk, StartedTrestle trestle) {
        // Given
        sitDown(desk);
        // When
        var attached = attach(trestle, "nowhere");
        // Then
        assertThat(exitCode(attached)).isEqualTo(2);
        assertThat(attached.text()).contains("no terminal is called \"nowhere\"");
    }
}
