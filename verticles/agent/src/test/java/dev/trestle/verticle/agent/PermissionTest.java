package dev.trestle.verticle.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Agents;
import dev.trestle.wire.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may say what an agent may do, and how long they have. */
class PermissionTest {

    @RegisterExtension
    private final AgentNode node = new AgentNode(
            "agent.limits.gatherMs",
            "0",
            "agent.permissions",
            "['deny write .git/**', 'allow write *.log', 'deny read secret/**', allow read, allow list]");

    private String read(String file) throws IOException {
        return Files.readString(node.root().resolve(file));
    }

    @Test
    void theFirstAnswerCountsAndTheOthersAreToldSo() throws IOException {
        // Given
        var session = node.start("demo");
        var turn = node.prompt(session, "write notes.txt hello");
        var asked = node.until("permission");
        assertThat(node.call(Agents.SESSIONS, new Agents.ListSessions())
                        .sessions()
                        .get(0)
                        .state())
                .isEqualTo(Agents.State.WAITING);
        assertThat(Files.exists(node.root().resolve("notes.txt"))).isFalse();
        // When
        var permit = new Agents.Permit(session, asked.text("request"), "allow");
        AgentNode.await(node.send(Agents.PERMIT, permit, "somebody", "demo"));
        var late = node.refusal(Agents.PERMIT, new Agents.Permit(session, asked.text("request"), "reject"));
        // Then
        assertThat(late.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(late).hasMessage("it was answered already, by somebody");
        node.untilOver(turn);
        assertThat(read("notes.txt")).isEqualTo("hello\n");
        var resolved = node.until("permission.resolved");
        assertThat(resolved.text("option")).isEqualTo("allow");
        assertThat(resolved.text("by")).isEqualTo("somebody");
    }

    @Test
    void theQuestionNamesWhatExactlyWillBeDone() {
        // Given
        var session = node.start("demo");
        // When
        node.prompt(session, "write notes.txt hello");
        // Then
        var asked = node.until("permission").data();
        assertThat(asked.getString("title")).isEqualTo("Write notes.txt");
        assertThat(asked.getJsonObject("input").getString("content")).isEqualTo("hello\n");
        assertThat(asked.getJsonArray("options")).hasSize(4);
        assertThat(asked.getLong("expires")).isGreaterThan(System.currentTimeMillis());
    }

    @Test
    void whatIsRejectedIsNotDone() {
        // Given
        var session = node.start("demo");
        var turn = node.prompt(session, "write notes.txt hello");
        // When
        node.permit(session, "reject");
        // Then
        node.untilOver(turn);
        assertThat(node.said(turn)).isEqualTo("That did not work: it was not allowed to do this");
        assertThat(Files.exists(node.root().resolve("notes.txt"))).isFalse();
    }

    @Test
    void anAnswerForTheSessionHoldsForTheSameThingAlone() throws IOException {
        // Given
        var session = node.start("demo");
        var first = node.prompt(session, "write notes.txt one");
        node.permit(session, "allow-always");
        node.untilOver(first);
        // When
        node.ask(session, "write notes.txt two");
        // Then
        assertThat(read("notes.txt")).isEqualTo("two\n");
        assertThat(node.told(event -> event.is("permission"))).hasSize(1);
        // When
        node.prompt(session, "write other.txt three");
        // Then
        node.until(() -> node.told(event -> event.is("permission")).size() == 2);
    }

    @Test
    void theRulesAnswerBeforeAnybodyIsAsked() throws IOException {
        // Given
        Files.createDirectories(node.root().resolve(".git"));
        Files.createDirectories(node.root().resolve("secret"));
        Files.writeString(node.root().resolve("secret/key"), "hidden");
        var session = node.start("demo");
        // When
        var answers = List.of(
                node.ask(session, "write build.log fine"),
                node.ask(session, "write .git/config bad"),
                node.ask(session, "write sub/../.git/config bad"),
                node.ask(session, "read secret/key"),
                node.ask(session, "list secret"));
        // Then
        assertThat(answers)
                .containsExactly(
                        "written, 5 bytes",
                        "That did not work: it was not allowed to do this",
                        "That did not work: it was not allowed to do this",
                        "That did not work: it was not allowed to do this",
                        "");
        assertThat(read("build.log")).isEqualTo("fine\n");
        assertThat(node.told(event -> event.is("permission"))).isEmpty();
    }

    @Test
    void aLinkIsNoWayAroundTheRules() throws IOException {
        // Given
        Files.createDirectories(node.root().resolve(".git"));
        Files.createDirectories(node.root().resolve("secret"));
        Files.writeString(node.root().resolve("secret/key"), "hidden");
        Files.createSymbolicLink(node.root().resolve("door"), Path.of(".git"));
        Files.createSymbolicLink(node.root().resolve("open.log"), Path.of(".git/made"));
        Files.createSymbolicLink(node.root().resolve("plain"), Path.of("secret/key"));
        var session = node.start("demo");
        // When
        var answers = List.of(
                node.ask(session, "write door/config bad"),
                node.ask(session, "write ./door/../.git/config bad"),
                node.ask(session, "write open.log bad"),
                node.ask(session, "read plain"),
                node.ask(session, "read /secret/./key"));
        // Then
        assertThat(answers).containsOnly("That did not work: it was not allowed to do this");
        assertThat(node.root().resolve(".git")).isEmptyDirectory();
    }

    @Test
    void cancelWithdrawsTheQuestion() {
        // Given
        var session = node.start("demo");
        var turn = node.prompt(session, "write notes.txt hello");
        var request = node.until("permission").text("request");
        // When
        node.call(Agents.CANCEL, new Agents.Cancel(session));
        // Then
        assertThat(node.untilOver(turn).text("stopReason")).isEqualTo("cancelled");
        assertThat(node.until("permission.resolved").text("by")).isEqualTo("cancel");
        assertThat(node.refusal(Agents.PERMIT, new Agents.Permit(session, request, "allow"))
                        .code())
                .isEqualTo(ErrorCode.CONFLICT);
        assertThat(Files.exists(node.root().resolve("notes.txt"))).isFalse();
    }

    @Test
    void anAnswerMustBeOneThatIsOffered() {
        // Given
        var session = node.start("demo");
        node.prompt(session, "write notes.txt hello");
        var request = node.until("permission").text("request");
        // Then
        assertThat(node.refusal(Agents.PERMIT, new Agents.Permit(session, request, "maybe")))
                .hasMessage("option must be one of allow, allow-always, reject, reject-always");
        assertThat(node.refusal(Agents.PERMIT, new Agents.Permit(session, "t-9.9", "allow"))
                        .code())
                .isEqualTo(ErrorCode.NOT_FOUND);
    }
}
