package dev.trestle.verticle.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that break, hang, flood or lie: their session fails with a clear word, and no other one. */
class FaultyAgentsTest {

    @RegisterExtension
    private final AgentNode node = new AgentNode(settings());

    private static String[] settings() {
        var faults = new String[] {"crash", "hang", "flood", "garbage", "line", "strange", "early", "version"};
        var settings = new String[faults.length * 4 + 6];
        for (int i = 0; i < faults.length; i++) {
            settings[4 * i] = "agents." + faults[i] + ".kind";
            settings[4 * i + 1] = "acp";
            settings[4 * i + 2] = "agents." + faults[i] + ".command";
            settings[4 * i + 3] = "[node, '" + Programs.script("faulty.js") + "', " + faults[i] + "]";
        }
        settings[4 * faults.length] = "agent.limits.messageBytes";
        settings[4 * faults.length + 1] = "1048576";
        settings[4 * faults.length + 2] = "agent.limits.turnBytes";
        settings[4 * faults.length + 3] = "1048576";
        // So slow that nobody waits for all of a flood.
        settings[4 * faults.length + 4] = "agent.limits.outputBytesPerSecond";
        settings[4 * faults.length + 5] = "32768";
        return settings;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "crash | UNAVAILABLE | the agent ended with code 7: out of luck",
                "flood | TOO_LARGE | the agent said more than agent.limits.turnBytes = 1048576",
                "garbage | UNAVAILABLE | the agent says what is no message of the protocol",
                "line | TOO_LARGE | the agent sent a line longer than agent.limits.messageBytes = 1048576"
            })
    void theTurnFailsAndSaysWhyAndOthersAreUnharmed(String fault, String code, String message) {
        // Given
        var bystander = node.start("demo");
        var session = node.start(fault);
        var children = Programs.children();
        // When
        var turn = node.call(Agents.PROMPT, new Agents.Prompt(session, "go", false, null))
                .turn();
        // Then
        var end = node.until(event -> event.is("failed") && turn.equals(event.text("turn")));
        assertThat(end.text("code")).isEqualTo(code);
        assertThat(end.text("message")).isEqualTo(message);
        node.until(event -> event.is("status") && event.text("state").equals("error"));
        node.until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        node.prompt(bystander, "count 3");
        node.until(event -> event.is("completed") && event.text("topic").endsWith(bystander));
    }

    @Test
    void oneThatDoesNotHearIsEndedWithAllItHasStarted() {
        // Given
        var session = node.start("hang");
        var turn = node.prompt(session, "go");
        var said = node.until("chunk").text("text");
        var child =
                ProcessHandle.of(Long.parseLong(said.replaceAll("[^0-9]", ""))).orElseThrow();
        // When
        node.call(Agents.CANCEL, new Agents.Cancel(session));
        // Then
        assertThat(node.untilOver(turn).text("stopReason")).isEqualTo("cancelled");
        assertThat(node.until("failed").text("message"))
                .isEqualTo("the agent did not stop when it was told to, and was ended");
        node.until(() -> !child.isAlive());
    }

    /** A machine that is busy may be late once; an agent that is not ended in time is late every time. */
    @Test
    void cancelEndsItsTurnWithinASecond() {
        assertThat(IntStream.range(0, 5)
                        .mapToLong(attempt -> cancelled())
                        .anyMatch(milliseconds -> milliseconds < 1_000))
                .isTrue();
    }

    /** How long after the call the last event of the turn was published. */
    private long cancelled() {
        var session = node.start("hang");
        var turn = node.prompt(session, "go");
        node.until(event -> event.is("chunk") && event.text("topic").endsWith(session));
        long called = System.nanoTime();
        node.call(Agents.CANCEL, new Agents.Cancel(session));
        var last =
                node.until(event -> event.is("completed") && event.text("topic").endsWith(session));
        assertThat(last.text("turn")).isEqualTo(turn);
        return TimeUnit.NANOSECONDS.toMillis(last.at() - called);
    }

    @Test
    void whatIsStrangeIsPassedOver() {
        // Given
        var session = node.start("strange");
        // When
        var turn = node.prompt(session, "go");
        // Then
        assertThat(node.untilOver(turn).text("stopReason")).isEqualTo("end_turn");
    }

    @Test
    void oneThatCannotStartSaysWhy() {
        // When
        var refusal = node.refusal(Agents.START, new Agents.Start("early", null, null));
        // Then
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refusal).hasMessage("the agent ended with code 1: no key was given");
        assertThat(node.call(Agents.SESSIONS, new Agents.ListSessions()).sessions())
                .isEmpty();
    }

    @Test
    void oneOfAnotherVersionIsRefused() {
        assertThat(node.refusal(Agents.START, new Agents.Start("version", null, null)))
                .hasMessage("the agent speaks version 9 of the protocol, and not 1");
    }
}
