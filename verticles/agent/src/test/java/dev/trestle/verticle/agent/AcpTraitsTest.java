package dev.trestle.verticle.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Agents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an agent says of itself: its mode, commands and settings, how full it is, and what it works on. */
class AcpTraitsTest {

    @RegisterExtension
    private final AgentNode node = new AgentNode(
            "agents.acp.kind", "acp", "agents.acp.command", "[node, '" + Programs.script("agent.js") + "']");

    @Test
    void itIsToldFromTheBeginning() {
        // When
        node.start("acp");
        // Then
        assertThat(node.until("mode").data().getString("mode")).isEqualTo("code");
        assertThat(node.until("config").data().getJsonArray("settings").encode())
                .isEqualTo("[{\"id\":\"model\",\"name\":\"Model\",\"category\":\"model\",\"value\":\"large\"},"
                        + "{\"id\":\"fast\",\"name\":\"Fast\",\"value\":false}]");
        assertThat(node.until("commands").data().getJsonArray("commands").encode())
                .isEqualTo("[{\"name\":\"test\",\"description\":\"Runs the tests.\",\"hint\":\"which ones\"},"
                        + "{\"name\":\"clear\",\"description\":\"Forgets what was said.\"}]");
    }

    @Test
    void whatChangesIsToldOnceAndALateViewerIsToldTheLast() {
        // Given
        var session = node.start("acp");
        node.until("commands");
        // When
        node.ask(session, "become plan");
        // Then
        assertThat(node.told(event -> event.is("mode")))
                .extracting(event -> event.text("mode"))
                .containsExactly("code", "plan");
        assertThat(node.until("title").text("title")).isEqualTo("On planning");
        assertThat(node.until("context").data().getJsonObject("cost").encode())
                .isEqualTo("{\"amount\":0.25,\"currency\":\"USD\"}");
        node.until(event -> event.is("config") && event.data().encode().contains("\"value\":true"));
        node.until(() -> node.told().get(node.told().size() - 1).is("status"));
        var transcript = node.call(Agents.TRANSCRIPT, new Agents.ReadTranscript(session));
        assertThat(transcript.entries())
                .extracting(Agents.Entry::event)
                .containsExactlyInAnyOrder("mode", "config", "commands", "title", "context", "prompt", "completed");
        assertThat(transcript.entries())
                .filteredOn(entry -> entry.event().equals("mode"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.data().toString()).contains("plan"));
    }
}
