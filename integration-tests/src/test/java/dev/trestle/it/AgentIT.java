package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** PROTOCOL §8: agents of the started jar, over WebSocket and by the command. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class AgentIT {

    @TempDir
    private Path folder;

    private static JsonNode next(Client client, String event) {
        for (var frame = client.notification(); ; frame = client.notification()) {
            if (frame.at("/params/event").asText().equals(event)) {
                return frame.at("/params/data");
            }
        }
    }

    private static String start(Client client) {
        var session = client.call("agent.start", "agent", "demo").get("session").textValue();
        client.call("topic.subscribe", "topic", "agent/" + session);
        return session;
    }

    @Test
    void everyViewerSeesTheTurnAndWhoeverAnswersFirstDecides(Desk desk, StartedTrestle trestle) throws Exception {
        try (var viewer = trestle.client()) {
            // Given
            var session = start(desk.client());
            viewer.call("topic.subscribe", "topic", "agent/" + session);
            var path = desk.at("made.txt");
            // When
            desk.client().call("agent.prompt", "session", session, "content", "write " + path + " by the demo");
            // Then
            var asked = next(viewer, "permission");
            assertThat(asked.get("title").textValue()).isEqualTo("Write " + path);
            assertThat(next(desk.client(), "permission")).isEqualTo(asked);
            // When
            viewer.call(
                    "agent.permit",
                    "session",
                    session,
                    "request",
                    asked.get("request").textValue(),
                    "option",
                    "allow");
            // Then
            assertThat(next(desk.client(), "permission.resolved").get("option").textValue())
                    .isEqualTo("allow");
            assertThat(next(viewer, "completed").get("stopReason").textValue()).isEqualTo("end_turn");
            assertThat(desk.text("made.txt")).isEqualTo("by the demo\n");
            assertThat(desk.client()
                            .code(
                                    "agent.permit",
                                    "session",
                                    session,
                                    "request",
                                    asked.get("request").textValue(),
                                    "option",
                                    "reject"))
                    .isEqualTo("CONFLICT");
            desk.client().call("agent.stop", "session", session);
        }
    }

    @Test
    void aCommandRunsInATerminalThatPeopleCanAttach(Desk desk) {
        // Given
        var client = desk.client();
        var session = start(client);
        // When
        client.call(
                "agent.prompt", "session", session, "content", "run echo be''gun; read line; echo got $line; exit 3");
        client.call(
                "agent.permit",
                "session",
                session,
                "request",
                next(client, "permission").get("request").textValue(),
                "option",
                "allow");
        var tool = next(client, "tool");
        while (!tool.has("terminal")) {
            tool = next(client, "tool");
        }
        var terminal = new Console(client).attach(tool.get("terminal").textValue(), 0);
        terminal.until("begun");
        terminal.type("this\r");
        // Then
        for (tool = next(client, "tool"); !tool.get("state").textValue().equals("failed"); ) {
            tool = next(client, "tool");
        }
        assertThat(tool.get("output").textValue()).contains("got this\n(exit code 3)");
        client.call("agent.stop", "session", session);
    }

    @Test
    void cancelEndsACommandAtOnce(Desk desk) {
        // Given
        var client = desk.client();
        var session = start(client);
        client.call("agent.prompt", "session", session, "content", "run sleep 300");
        client.call(
                "agent.permit",
                "session",
                session,
                "request",
                next(client, "permission").get("request").textValue(),
                "option",
                "allow");
        while (!next(client, "tool").has("terminal")) {
            // Not yet begun.
        }
        // When
        client.call("agent.cancel", "session", session);
        // Then
        assertThat(next(client, "completed").get("stopReason").textValue()).isEqualTo("cancelled");
        await().atMost(Launched.PATIENCE)
                .until(() -> client.call("pty.list").get("terminals").isEmpty());
        client.call("agent.stop", "session", session);
    }

    @Test
    void aLateViewerReadsTheTranscriptAndGoesOnFromThere(Desk desk, StartedTrestle trestle) throws Exception {
        // Given
        var session = start(desk.client());
        desk.client().call("agent.prompt", "session", session, "content", "count 3");
        next(desk.client(), "completed");
        try (var late = trestle.client()) {
            // When
            await().atMost(Launched.PATIENCE)
                    .until(() -> late.call("agent.transcript", "session", session)
                                    .get("entries")
                                    .size()
                            == 3);
            var transcript = late.call("agent.transcript", "session", session);
            var subscribed =
                    late.call("topic.subscribe", "topic", "agent/" + session, "since", transcript.get("position"));
            // Then
            assertThat(subscribed.get("recovered").booleanValue()).isTrue();
            assertThat(transcript.at("/entries/1/data/text").textValue()).isEqualTo("1\n2\n3\n");
            desk.client().call("agent.prompt", "session", session, "content", "count 1");
            assertThat(next(late, "prompt").get("turn").textValue()).isEqualTo("t-2");
        }
        desk.client().call("agent.stop", "session", session);
    }

    private Launched.Ended agent(StartedTrestle trestle, String... arguments) {
        var all = new ArrayList<>(List.of("agent", "--url", trestle.http("/").toString()));
        all.addAll(List.of(arguments));
        return StartedTrestle.run(folder, StartedTrestle.WITH_TOKEN, all.toArray(String[]::new));
    }

    @Test
    void theCommandPrintsTheAnswerAndAsksForPermission(Desk desk, StartedTrestle trestle) throws Exception {
        // Given
        desk.put("notes.txt", "some notes\n");
        var sessions = desk.client().call("agent.sessions");
        // When
        var listed = agent(trestle, "list " + desk.path());
        var allowed = agent(trestle, "--yes", "write", desk.at("yes.txt"), "allowed");
        var nobody = agent(trestle, "write", desk.at("no.txt"), "refused");
        // Then
        assertThat(listed.exitCode()).as(listed.err()).isZero();
        assertThat(listed.out()).isEqualTo("notes.txt\n");
        assertThat(allowed.err()).contains("Write " + desk.at("yes.txt") + "?").contains("  1 Allow");
        assertThat(desk.text("yes.txt")).isEqualTo("allowed\n");
        assertThat(nobody.out()).contains("it was not allowed to do this");
        assertThat(nobody.err()).as("one question, one answer").doesNotContain("CONFLICT");
        assertThat(desk.file("no.txt")).doesNotExist();
        assertThat(desk.client().call("agent.sessions"))
                .as("the command leaves none behind")
                .isEqualTo(sessions);
    }
}
