package dev.trestle.verticle.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The test agent of the Java SDK, a program of its own. */
class JavaSdkTest {

    @RegisterExtension
    private final AgentNode node = new AgentNode("agents.java.kind", "acp", "agents.java.command", command());

    private static String command() {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        return "['" + java + "', -XX:TieredStopAtLevel=1, -cp, '" + System.getProperty("java.class.path") + "', "
                + JavaSdkAgent.class.getName() + "]";
    }

    @Test
    void itIsPromptedAndAnswersAgainAndAgain() {
        // Given
        var session = node.start("java");
        // Then
        assertThat(node.ask(session, "one")).isEqualTo("Heard: one");
        assertThat(node.ask(session, "two")).isEqualTo("Heard: two");
    }
}
