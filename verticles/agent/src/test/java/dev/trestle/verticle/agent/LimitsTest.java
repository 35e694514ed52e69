package dev.trestle.verticle.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What sessions may cost; each refusal names its limit. */
class LimitsTest {

    @RegisterExtension
    private final AgentNode node = new AgentNode(
            "agent.limits.perWorkspace", "2",
            "agent.limits.perPrincipal", "1",
            "agent.limits.turnsPerMinute", "4",
            "agent.limits.queued", "1",
            "agent.limits.turnBytes", "2000",
            "agent.limits.transcriptBytes", "1024",
            "agent.limits.permissionMs", "50",
            "agent.limits.gatherMs", "20",
            "agent.limits.turnMs", "1500");

    private Failure start(String principal) {
        return AgentNode.refusal(node.send(Agents.START, new Agents.Start(null, null, null), principal, "demo"));
    }

    @Test
    void aPrincipalAndAWorkspaceHaveSoManySessions() {
        // Given
        var session = node.start("demo");
        // Then
        assertThat(start("test"))
                .hasMessage("this principal has 1 sessions, and may have agent.limits.perPrincipal = 1")
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BUSY));
        assertThat(start("second")).hasMessage("it did not fail");
        assertThat(start("third"))
                .hasMessage("this workspace has 2 sessions, and may have agent.limits.perWorkspace = 2");
        // When
        node.call(Agents.STOP, new Agents.Stop(session));
        // Then
        assertThat(start("third")).hasMessage("it did not fail");
    }

    @Test
    void aSessionTakesSoManyPromptsInAMinute() {
        // Given
        var session = node.start("demo");
        for (int i = 0; i < 4; i++) {
            node.ask(session, "count 1");
        }
        // When
        var refusal = node.refusal(Agents.PROMPT, new Agents.Prompt(session, "count 1", false, null));
        // Then
        assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refusal).hasMessage("too many prompts; the limit is agent.limits.turnsPerMinute = 4");
        assertThat(refusal.retryAfterMs()).isBetween(1L, 60_000L);
    }

    @Test
    void soManyPromptsWait() {
        // Given
        var session = node.start("demo");
        node.prompt(session, "count 200");
        node.call(Agents.PROMPT, new Agents.Prompt(session, "count 1", true, null));
        // When
        var refusal = node.refusal(Agents.PROMPT, new Agents.Prompt(session, "count 1", true, null));
        // Then
        assertThat(refusal).hasMessage("too many prompts wait; the limit is agent.limits.queued = 1");
    }

    @Test
    void anAgentSaysSoMuchInATurn() throws IOException {
        // Given
        Files.writeString(node.root().resolve("long.txt"), "word ".repeat(500));
        var session = node.start("demo");
        // When
        var turn = node.prompt(session, "read long.txt");
        // Then
        var end = node.untilOver(turn);
        assertThat(end.text("code")).isEqualTo("TOO_LARGE");
        assertThat(end.text("message")).isEqualTo("the agent said more than agent.limits.turnBytes = 2000");
        node.until(() -> node.call(Agents.SESSIONS, new Agents.ListSessions())
                        .sessions()
                        .get(0)
                        .state()
                == Agents.State.IDLE);
        assertThat(node.ask(session, "count 1")).isEqualTo("1\n");
    }

    @Test
    void aTurnTakesSoLong() {
        // Given
        var session = node.start("demo");
        // When
        var turn = node.prompt(session, "count 600");
        // Then
        var end = node.untilOver(turn);
        assertThat(end.text("code")).isEqualTo("TIMEOUT");
        assertThat(end.text("message")).isEqualTo("the turn took longer than agent.limits.turnMs = 1500");
    }

    @Test
    void silenceIsNo() {
        // Given
        var session = node.start("demo");
        // When
        var answer = node.ask(session, "write notes.txt hello");
        // Then
        assertThat(answer).isEqualTo("That did not work: it was not allowed to do this");
        assertThat(node.until("permission.resolved").text("by")).isEqualTo("timeout");
    }

    @Test
    void theTranscriptForgetsWhatIsOld() {
        // Given
        var session = node.start("demo");
        for (int i = 0; i < 3; i++) {
            node.ask(session, "count 150");
        }
        // When
        var transcript = node.call(Agents.TRANSCRIPT, new Agents.ReadTranscript(session));
        // Then
        assertThat(transcript.truncated()).isTrue();
        assertThat(transcript.entries().get(transcript.entries().size() - 1).event())
                .isEqualTo("completed");
    }

    @Test
    void piecesOfAnAnswerGoOutTogether() {
        // Given
        var session = node.start("demo");
        // When
        var turn = node.prompt(session, "count 100");
        // Then
        node.untilOver(turn);
        assertThat(node.said(turn)).startsWith("1\n2\n").endsWith("\n100\n");
        assertThat(node.told(event -> event.is("chunk"))).hasSizeBetween(2, 60);
    }
}
