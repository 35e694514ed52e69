package dev.trestle.verticle.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example agent of the official SDK as it is published, in the last version that brings it along. */
class ExampleAgentTest {

    @RegisterExtension
    private final AgentNode node = new AgentNode(
            "agents.example.kind",
            "acp",
            "agents.example.command",
            "[node, '" + Programs.script("node_modules/sdk-with-examples/dist/examples/agent.js") + "']");

    @Test
    void itTellsUsesToolsAsksAndIsDone() {
        // Given
        var session = node.start("example");
        var turn = node.prompt(session, "Improve the project");
        // When
        var asked = node.until("permission");
        // Then
        assertThat(asked.text("title")).isEqualTo("Modifying critical configuration file");
        assertThat(asked.data().getJsonArray("options").encode())
                .contains("\"name\":\"Allow this change\"", "\"name\":\"Skip this change\"");
        // When
        node.permit(session, asked.text("request"), "allow");
        // Then
        assertThat(node.untilOver(turn).text("stopReason")).isEqualTo("end_turn");
        assertThat(node.said(turn)).startsWith("I'll help you with that.").endsWith("The changes have been applied.");
        assertThat(node.told(event -> event.is("tool") && event.text("state").equals("completed")))
                .extracting(event -> event.text("title") + ": " + event.text("output"))
                .containsExactly(
                        "Reading project files: # My Project\n\nThis is a sample project...",
                        "Modifying critical configuration file: "
                                + "{\"success\":true,\"message\":\"Configuration updated\"}");
    }
}
