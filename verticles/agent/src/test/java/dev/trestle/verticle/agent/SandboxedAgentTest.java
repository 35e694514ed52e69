package dev.trestle.verticle.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wire.Agents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents that are programs, kept apart from the machine as terminals are. */
class SandboxedAgentTest {

    private static final String COMMAND = "[node, '" + Programs.script("agent.js") + "']";
    private static final String PROGRAM =
            "['" + Path.of(Programs.script("agent.js")).getParent() + "']";

    @TempDir
    private static Path outside;

    @TempDir
    private static Path home;

    @RegisterExtension
    private final AgentNode node = new AgentNode(
            "pty.sandbox",
            "bubblewrap",
            "agents.open.kind",
            "acp",
            "agents.open.command",
            COMMAND,
            "agents.open.readable",
            PROGRAM,
            "agents.open.writable",
            "['" + home + "']",
            "agents.alone.kind",
            "acp",
            "agents.alone.command",
            COMMAND,
            "agents.alone.readable",
            PROGRAM,
            "agents.alone.network",
            "false");

    @Test
    void anAgentSeesItsWorkspaceAndWhatTheSettingsShowItAndNothingElse() throws IOException {
        // Given
        var secret = Files.writeString(outside.resolve("secret"), "hidden");
        var own = Files.writeString(home.resolve("own"), "its own");
        var inside = Files.writeString(node.root().resolve("a.txt"), "one\n");
        var session = node.start("open");
        // Then
        assertThat(node.ask(session, "stat " + inside)).isEqualTo("there");
        assertThat(node.ask(session, "stat " + own)).isEqualTo("there");
        assertThat(node.ask(session, "stat " + secret)).isEqualTo("not there");
        assertThat(node.ask(session, "read a.txt")).isEqualTo("one\n");
    }

    @ParameterizedTest
    @CsvSource({"open, connected", "alone, ECONNREFUSED"})
    void anAgentReachesTheNetworkUnlessTheSettingsSayNo(String agent, String outcome) throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // When
            var answer = node.ask(node.start(agent), "connect " + server.getLocalPort());
            // Then
            assertThat(answer).isEqualTo(outcome);
        }
    }

    @Test
    void allOfItEndsWithItsSession() {
        // Given
        var session = node.start("open");
        var before = Programs.children();
        // When
        node.call(Agents.STOP, new Agents.Stop(session));
        // Then
        assertThat(before).isNotEmpty();
        node.until(() -> before.stream().noneMatch(ProcessHandle::isAlive));
    }
}
