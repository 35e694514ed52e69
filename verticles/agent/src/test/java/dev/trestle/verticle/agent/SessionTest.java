package dev.trestle.verticle.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions, seen from outside, with the agent that is built in. */
class SessionTest {

    @RegisterExtension
    private final AgentNode node = new AgentNode("agent.limits.gatherMs", "0");

    @Test
    void theAgentThatIsBuiltInIsTheStandardOne() {
        // When
        var listing = node.call(Agents.LIST, new Agents.ListAgents());
        // Then
        assertThat(listing.standard()).isEqualTo("demo");
        assertThat(listing.agents()).extracting(Agents.Agent::name).containsExactly("demo");
        // When
        var session = node.start(null);
        // Then
        assertThat(node.call(Agents.SESSIONS, new Agents.ListSessions()).sessions())
                .singleElement()
                .satisfies(listed -> {
                    assertThat(listed.session()).isEqualTo(session);
                    assertThat(listed.agent()).isEqualTo("demo");
                    assertThat(listed.state()).isEqualTo(Agents.State.IDLE);
                    assertThat(listed.principal()).isEqualTo("test");
                });
    }

    @Test
    void aTurnIsToldFromThePromptToItsEnd() throws IOException {
        // Given
        Files.writeString(node.root().resolve("README.md"), "Hello, world\n");
        var session = node.start("demo");
        // When
        var answer = node.ask(session, "read README.md");
        // Then
        assertThat(answer).isEqualTo("Hello, world\n");
        node.until(() -> node.told().get(node.told().size() - 1).is("status"));
        assertThat(node.told(event -> !event.is("chunk")))
                .extracting(event -> event.event() + " " + event.data().getString("state", ""))
                .containsExactly(
                        "status idle",
                        "prompt ",
                        "status thinking",
                        "thought ",
                        "tool pending",
                        "tool running",
                        "tool completed",
                        "status streaming",
                        "completed ",
                        "status idle");
        assertThat(node.told())
                .allSatisfy(event -> assertThat(event.text("topic")).isEqualTo("agent/" + session));
        assertThat(node.until("completed").text("stopReason")).isEqualTo("end_turn");
    }

    @Test
    void aToolThatFailsIsNoFailureOfTheTurn() {
        // Given
        var session = node.start("demo");
        // When
        var answer = node.ask(session, "read nowhere.txt");
        // Then
        assertThat(answer).isEqualTo("That did not work: no such file");
        assertThat(node.until(event -> event.is("tool") && "failed".equals(event.text("state")))
                        .text("output"))
                .isEqualTo("no such file");
        assertThat(node.until("completed").text("stopReason")).isEqualTo("end_turn");
    }

    @Test
    void aSecondPromptIsRefusedUnlessItMayWait() {
        // Given
        var session = node.start("demo");
        var first = node.prompt(session, "count 30");
        // When
        var refusal = node.refusal(Agents.PROMPT, new Agents.Prompt(session, "count 1", false, null));
        // Then
        assertThat(refusal.code()).isEqualTo(ErrorCode.BUSY);
        // When
        var second = node.call(Agents.PROMPT, new Agents.Prompt(session, "count 1", true, null))
                .turn();
        // Then
        node.untilOver(second);
        assertThat(node.told(event -> event.is("prompt") || event.is("completed")))
                .extracting(event -> event.event() + " " + event.text("turn"))
                .containsExactly("prompt " + first, "completed " + first, "prompt " + second, "completed " + second);
    }

    @Test
    void cancelEndsTheTurnAndThoseThatWait() {
        // Given
        var session = node.start("demo");
        var first = node.prompt(session, "count 100000");
        var second = node.call(Agents.PROMPT, new Agents.Prompt(session, "count 2", true, null))
                .turn();
        node.until("chunk");
        long start = System.nanoTime();
        // When
        node.call(Agents.CANCEL, new Agents.Cancel(session));
        // Then
        assertThat(node.untilOver(first).text("stopReason")).isEqualTo("cancelled");
        assertThat(node.untilOver(second).text("stopReason")).isEqualTo("cancelled");
        assertThat(System.nanoTime() - start).isLessThan(1_000_000_000);
        assertThat(node.ask(session, "count 2")).isEqualTo("1\n2\n");
    }

    @Test
    void cancelOfNothingDoesNothing() {
        // Given
        var session = node.start("demo");
        // When
        node.call(Agents.CANCEL, new Agents.Cancel(session));
        // Then
        assertThat(node.ask(session, "count 1")).isEqualTo("1\n");
    }

    @Test
    void aSessionThatIsStoppedTakesNoPrompt() {
        // Given
        var session = node.start("demo");
        var turn = node.prompt(session, "count 100000");
        // When
        node.call(Agents.STOP, new Agents.Stop(session));
        // Then
        assertThat(node.untilOver(turn).text("stopReason")).isEqualTo("cancelled");
        node.until(event -> event.is("status") && event.text("state").equals("stopped"));
        assertThat(node.call(Agents.SESSIONS, new Agents.ListSessions()).sessions())
                .isEmpty();
        var refusal = node.refusal(Agents.PROMPT, new Agents.Prompt(session, "list", false, null));
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refusal).hasMessage("the session is over: it was stopped");
    }

    @Test
    void aSessionThatHasEndedIsResumedByAnother() {
        // Given
        var session = node.start("demo");
        node.ask(session, "count 1");
        var live = node.refusal(Agents.START, new Agents.Start(null, null, session));
        node.call(Agents.STOP, new Agents.Stop(session));
        // When
        var next =
                node.call(Agents.START, new Agents.Start(null, null, session)).session();
        // Then
        assertThat(live.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(next).isNotEqualTo(session);
        node.prompt(next, "count 2");
        node.until(event -> event.is("completed") && event.text("topic").endsWith(next));
    }

    @Test
    void aWorkerThatLeavesFailsItsTurns() {
        // Given
        var session = node.start("demo");
        var turn = node.prompt(session, "count 100000");
        node.until("chunk");
        // When
        node.undeploy();
        // Then
        assertThat(node.untilOver(turn).event()).isEqualTo("failed");
        assertThat(node.untilOver(turn).text("code")).isEqualTo("UNAVAILABLE");
        assertThat(node.told().get(node.told().size() - 1).text("state")).isEqualTo("error");
    }

    @Test
    void theTranscriptJoinsThePiecesOfAnAnswer() {
        // Given
        var session = node.start("demo");
        var turn = node.prompt(session, "count 20");
        node.untilOver(turn);
        node.until(() -> node.told().get(node.told().size() - 1).is("status"));
        // When
        var transcript = node.call(Agents.TRANSCRIPT, new Agents.ReadTranscript(session));
        // Then
        assertThat(node.told(event -> event.is("chunk"))).hasSizeGreaterThan(1);
        assertThat(transcript.entries())
                .extracting(Agents.Entry::event)
                .containsExactly("prompt", "chunk", "completed");
        assertThat(transcript.entries().get(1).data().toString())
                .contains("text=1\n2\n3\n")
                .contains("20\n");
        assertThat(transcript.position().seq()).isEqualTo(node.told().size());
        assertThat(transcript.truncated()).isFalse();
    }

    @Test
    void theTopicOfTheTranscriptHasEachMessageWhole() {
        // Given
        var session = node.start("demo");
        // When
        node.ask(session, "count 20");
        // Then
        node.until(() -> node.records().ofSession(session).size() == 5);
        var record = node.records().ofSession(session);
        assertThat(record)
                .extracting(Told::event)
                .containsExactly("session", "session", "prompt", "chunk", "completed");
        assertThat(record.get(0).data().getString("workspace")).isEqualTo("demo");
        assertThat(record.get(3).text("text")).startsWith("1\n2\n").endsWith("\n20\n");
    }

    private static Told left(String event, String json) {
        return new Told(event, new JsonObject(json));
    }

    @Test
    void aSessionWhoseWorkerHasDiedIsResumedFromWhatItLeft() {
        // Given
        var session = "a-1@n-died";
        node.records()
                .leave(
                        session,
                        left("session", "{\"agent\":\"demo\",\"workspace\":\"demo\",\"created\":1}"),
                        left("prompt", "{\"turn\":\"t-6\",\"content\":\"count 9\",\"by\":\"test\"}"),
                        left("presence.joined", "{}"),
                        left("chunk", "{\"turn\":\"t-6\",\"text\":\"1\\n\"}"));
        // When
        var left = node.call(Agents.TRANSCRIPT, new Agents.ReadTranscript(session));
        // Then
        assertThat(left.entries()).extracting(Agents.Entry::event).containsExactly("prompt", "chunk", "failed");
        assertThat(left.position()).isNull();
        assertThat(left.truncated()).isFalse();
        // When
        var next =
                node.call(Agents.START, new Agents.Start(null, null, session)).session();
        // Then
        var transcript = node.call(Agents.TRANSCRIPT, new Agents.ReadTranscript(next));
        assertThat(transcript.entries()).extracting(Agents.Entry::event).containsExactly("prompt", "chunk", "failed");
        assertThat(transcript.entries().get(2).data().toString()).contains("UNAVAILABLE", "t-6");
        assertThat(node.prompt(next, "count 1")).isEqualTo("t-7");
        node.until(() -> node.records().ofSession(next).stream()
                .anyMatch(event -> event.is("failed") && event.text("turn").equals("t-6")));
    }

    @Test
    void whatIsLeftOfASessionIsForItsWorkspaceAlone() {
        // Given
        var session = "a-2@n-died";
        node.records().leave(session, left("session", "{\"agent\":\"demo\",\"workspace\":\"other\",\"created\":1}"));
        // Then
        assertThat(node.refusal(Agents.START, new Agents.Start(null, null, session))
                        .code())
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(node.refusal(Agents.TRANSCRIPT, new Agents.ReadTranscript(session))
                        .code())
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(node.refusal(Agents.START, new Agents.Start(null, null, "a-3@n-never"))
                        .code())
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void anAgentThatTakesTextAloneRefusesMore() {
        // Given
        var session = node.start("demo");
        var image = new Agents.Attachment("a.png", "image/png", "AAAA");
        // Then
        var refusal = node.refusal(Agents.PROMPT, new Agents.Prompt(session, "look", false, List.of(image)));
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED);
        assertThat(refusal).hasMessage("this agent takes text alone, and no attachments");
        // When
        var broken = new Agents.Attachment("a.png", "image/png", "not base64");
        // Then
        assertThat(node.refusal(Agents.PROMPT, new Agents.Prompt(session, "look", false, List.of(broken))))
                .hasMessage("attachments.data must be Base64");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        // Given
        var session = node.start("demo");
        var elsewhere = node.send(Agents.PROMPT, new Agents.Prompt(session, "list", false, null), "test", "other");
        // Then
        assertThat(AgentNode.refusal(elsewhere).code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(node.refusal(Agents.CANCEL, new Agents.Cancel("a-x@y")).code())
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(node.refusal(Agents.START, new Agents.Start("none", null, null)))
                .hasMessage("no agent is called \"none\"; there are demo")
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED));
        assertThat(node.refusal(Agents.START, new Agents.Start(null, "no/such", null))
                        .code())
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(node.refusal(Agents.START, new Agents.Start(null, "..", null))
                        .code())
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(node.refusal(Agents.START, new Agents.Start(null, null, "a-x@y"))
                        .code())
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(node.refusal(Agents.PROMPT, new Agents.Prompt(session, "  ", false, null)))
                .hasMessage("content must say something");
        assertThat(List.of(session)).allSatisfy(id -> assertThat(id).matches("a-[A-Za-z0-9_-]{22}@.+"));
    }
}
