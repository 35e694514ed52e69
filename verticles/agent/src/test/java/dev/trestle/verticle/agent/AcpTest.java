package dev.trestle.verticle.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An agent on the official SDK of the Agent Client Protocol, under Node. */
class AcpTest {

    @RegisterExtension
    private final AgentNode node = new AgentNode(
            "agents.acp.kind", "acp",
            "agents.acp.command", "[node, '" + Programs.script("agent.js") + "']",
            "agents.acp.env", "[TRESTLE_TEST_KEY]",
            "agent.permissions", "['deny write locked/**', 'ask *']");

    private String read(String file) throws IOException {
        return Files.readString(node.root().resolve(file));
    }

    @Test
    void itsWordsThoughtsAndPlansAreTold() {
        // Given
        var session = node.start("acp");
        // When
        var answer = node.ask(session, "echo hello");
        // Then
        assertThat(answer).isEqualTo("You said: echo hello");
        assertThat(node.until("thought").text("text")).isEqualTo("Hm.");
        // When
        node.ask(session, "plan");
        // Then
        assertThat(node.until("plan").data().getJsonArray("entries").encode())
                .isEqualTo("[{\"content\":\"Look\",\"status\":\"completed\",\"priority\":\"high\"}]");
    }

    @Test
    void itReadsFilesThroughTheServiceOfFiles() throws IOException {
        // Given
        Files.writeString(node.root().resolve("a.txt"), "one\ntwo\nthree\n");
        var session = node.start("acp");
        // Then
        assertThat(node.ask(session, "read a.txt")).isEqualTo("one\ntwo\nthree\n");
        assertThat(node.ask(session, "line a.txt")).isEqualTo("two\n");
        assertThat(node.untilOver(node.prompt(session, "read ../../etc/passwd")).event())
                .isEqualTo("failed");
    }

    @Test
    void itAsksBeforeItWritesAndPeopleAnswerInItsOwnWords() throws IOException {
        // Given
        var session = node.start("acp");
        var turn = node.prompt(session, "edit b.txt");
        // When
        var asked = node.until("permission");
        // Then
        assertThat(asked.text("title")).isEqualTo("Edit b.txt");
        assertThat(asked.data().getJsonArray("options").encode())
                .isEqualTo("[{\"id\":\"yes\",\"name\":\"Yes\",\"kind\":\"allow_once\"},"
                        + "{\"id\":\"no\",\"name\":\"No\",\"kind\":\"reject_once\"}]");
        // When
        node.permit(session, asked.text("request"), "yes");
        // Then
        node.untilOver(turn);
        assertThat(node.said(turn)).isEqualTo("done");
        assertThat(read("b.txt")).isEqualTo("by the agent\n");
        var used = node.until(event -> event.is("tool") && "completed".equals(event.text("state")));
        assertThat(used.text("kind")).isEqualTo("edit");
        assertThat(used.text("output")).isEqualTo("--- b.txt\n\n+++\nby the agent\n\n");
    }

    @Test
    void whatTheRulesDenyIsDeniedWhetherItAsksOrNot() {
        // Given
        var session = node.start("acp");
        // Then
        assertThat(node.ask(session, "force locked/x")).isEqualTo("refused: the rules of this workspace deny write");
        assertThat(node.root().resolve("locked")).doesNotExist();
        // When
        var turn = node.prompt(session, "edit c.txt");
        node.permit(session, "no");
        // Then
        node.untilOver(turn);
        assertThat(node.said(turn)).isEqualTo("not done: no");
    }

    @Test
    void itIsCancelled() {
        // Given
        var session = node.start("acp");
        var turn = node.prompt(session, "wait");
        node.until("chunk");
        // When
        node.call(Agents.CANCEL, new Agents.Cancel(session));
        // Then
        assertThat(node.untilOver(turn).text("stopReason")).isEqualTo("cancelled");
        assertThat(node.ask(session, "echo still here")).isEqualTo("You said: echo still here");
    }

    @Test
    void aQuestionOfACancelledTurnIsWithdrawn() {
        // Given
        var session = node.start("acp");
        var turn = node.prompt(session, "edit d.txt");
        node.until("permission");
        // When
        node.call(Agents.CANCEL, new Agents.Cancel(session));
        // Then
        assertThat(node.untilOver(turn).text("stopReason")).isEqualTo("cancelled");
        assertThat(node.root().resolve("d.txt")).doesNotExist();
    }

    @Test
    void itGoesOnWhereAnEndedSessionWas() {
        // Given
        var session = node.start("acp");
        assertThat(node.ask(session, "remember")).isEqualTo("remembered: nothing");
        node.call(Agents.STOP, new Agents.Stop(session));
        // When
        var next =
                node.call(Agents.START, new Agents.Start(null, null, session)).session();
        // Then
        var turn = node.call(Agents.PROMPT, new Agents.Prompt(next, "remember", false, null))
                .turn();
        node.until(event -> event.is("chunk")
                && event.text("topic").endsWith(next)
                && event.text("text").matches("remembered: [0-9a-f-]{36}"));
        assertThat(node.told(event -> "replayed".equals(event.text("text")))).isEmpty();
        assertThat(turn).isEqualTo("t-2");
    }

    @Test
    void itGoesOnWithASessionWhoseWorkerHasDied() {
        // Given
        var facts = "{\"agent\":\"acp\",\"workspace\":\"demo\",\"created\":1,\"token\":\"its-own-name\"}";
        node.records().leave("a-1@n-died", new Told("session", new JsonObject(facts)));
        // When
        var next = node.call(Agents.START, new Agents.Start(null, null, "a-1@n-died"))
                .session();
        // Then
        assertThat(node.ask(next, "remember")).isEqualTo("remembered: its-own-name");
    }

    @Test
    void itIsHandedWhatItCanTakeAndTheRestIsRefused() {
        // Given
        var session = node.start("acp");
        var image = new Agents.Attachment("a.png", "image/png", "AAAA");
        var file = new Agents.Attachment("src/a.txt", null, null);
        var text = new Agents.Attachment("b.txt", "text/plain", "AAAA");
        var outside = new Agents.Attachment("../b.txt", null, null);
        // When
        var turn = node.call(Agents.PROMPT, new Agents.Prompt(session, "blocks", false, List.of(image, file)))
                .turn();
        // Then
        node.untilOver(turn);
        assertThat(node.said(turn))
                .isEqualTo("text, image image/png, resource_link file://" + node.root() + "/src/a.txt");
        assertThat(node.until("prompt").data().getJsonArray("attachments").encode())
                .isEqualTo("[{\"name\":\"a.png\",\"mimeType\":\"image/png\"},{\"name\":\"src/a.txt\"}]");
        assertThat(node.refusal(Agents.PROMPT, new Agents.Prompt(session, "blocks", false, List.of(text))))
                .hasMessage("this agent takes no text/plain: it does not have the capability embeddedContext");
        assertThat(node.refusal(Agents.PROMPT, new Agents.Prompt(session, "blocks", false, List.of(outside))))
                .hasMessage("path leaves the workspace: ../b.txt");
    }

    @Test
    void itSeesFewVariables() {
        // Given
        var session = node.start("acp");
        // When
        var seen = new JsonObject(node.ask(session, "surroundings"));
        // Then
        assertThat(Map.of("PATH", seen.getString("PATH"))).doesNotContainValue(null);
        assertThat(seen.fieldNames())
                .allMatch(name -> name.matches(
                        "PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|TZ|LC_.*|TRESTLE_TEST_KEY|TRESTLE_MARK|PWD|_"));
    }

    @Test
    void aSessionThatIsStoppedEndsItsProgram() {
        // Given
        var session = node.start("acp");
        var before = Programs.children();
        // When
        node.call(Agents.STOP, new Agents.Stop(session));
        // Then
        assertThat(before).isNotEmpty();
        node.until(() -> before.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(node.refusal(Agents.PROMPT, new Agents.Prompt(session, "echo", false, null))
                        .code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(Path.of(Programs.script("agent.js"))).exists();
    }
}
