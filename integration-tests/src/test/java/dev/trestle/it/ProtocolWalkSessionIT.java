package dev.trestle.it;

import static dev.trestle.it.Json.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PROTOCOL §4: what a connection can ask about itself; and the workspace of a call, on a node that has several. */
@Tag("jdk")
class ProtocolWalkSessionIT {

    private static StartedTrestle trestle;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        for (var workspace : List.of("home", "shop", "docs")) {
            Files.writeString(Files.createDirectory(folder.resolve(workspace)).resolve("name.txt"), workspace);
        }
        var config = Files.writeString(folder.resolve("trestle.yaml"), """
                workspaces:
                  shop: shop
                  docs: docs
                """);
        trestle = StartedTrestle.up(
                folder, StartedTrestle.WITH_TOKEN, List.of("up", "home", "--port", "0", "--config", config.toString()));
    }

    @AfterAll
    static void stop() {
        trestle.close();
    }

    @Test
    void pingAnswersTheTimeInEpochMilliseconds() {
        // Given
        var client = trestle.client();
        // When
        var result = client.call("session.ping");
        // Then
        assertThat(result.fieldNames()).toIterable().containsExactly("time");
        assertThat(result.get("time").asLong()).isCloseTo(System.currentTimeMillis(), within(60_000L));
        client.close();
    }

    @Test
    void operationsAreWhatThisPrincipalMayCall() {
        // Given
        var client = trestle.client();
        // When
        var operations = client.call("session.operations").get("operations");
        // Then
        assertThat(StreamSupport.stream(operations.spliterator(), false).map(name -> name.asText()))
                .containsExactly(
                        "agent.cancel",
                        "agent.list",
                        "agent.permit",
                        "agent.prompt",
                        "agent.sessions",
                        "agent.start",
                        "agent.stop",
                        "agent.transcript",
                        "cluster.nodes",
                        "fs.copy",
                        "fs.delete",
                        "fs.find",
                        "fs.list",
                        "fs.mkdir",
                        "fs.move",
                        "fs.patch",
                        "fs.read",
                        "fs.search",
                        "fs.stat",
                        "fs.write",
                        "git.blame",
                        "git.branch",
                        "git.branches",
                        "git.checkout",
                        "git.clone",
                        "git.commit",
                        "git.credential",
                        "git.diff",
                        "git.discard",
                        "git.fetch",
                        "git.init",
                        "git.log",
                        "git.merge",
                        "git.pull",
                        "git.push",
                        "git.show",
                        "git.stage",
                        "git.stash",
                        "git.status",
                        "git.unlock",
                        "git.unstage",
                        "pty.ack",
                        "pty.attach",
                        "pty.close",
                        "pty.detach",
                        "pty.input",
                        "pty.list",
                        "pty.open",
                        "pty.resize",
                        "pty.run",
                        "pty.signal",
                        "session.authenticate",
                        "session.cancel",
                        "session.operations",
                        "session.ping",
                        "topic.history",
                        "topic.presence",
                        "topic.publish",
                        "topic.subscribe",
                        "topic.unsubscribe",
                        "workspace.list");
        client.close();
    }

    @Test
    void cancellingACallThatIsNotInFlightSaysSo() {
        // Given
        var client = trestle.client();
        // When
        var result = client.call("session.cancel", "id", "never-sent");
        // Then
        assertThat(result).isEqualTo(object("cancelled", false));
        assertThat(client.code("session.cancel")).isEqualTo("INVALID_ARGUMENT");
        assertThat(client.code("session.cancel", "id", 1.5)).isEqualTo("INVALID_ARGUMENT");
        client.close();
    }

    @Test
    void workspacesAreListedWithTheServicesThatServeThem() {
        // Given
        var client = trestle.client();
        // When
        var result = client.call("workspace.list");
        // Then
        assertThat(result)
                .isEqualTo(object(
                        "workspaces",
                        List.of(
                                Map.of("id", "default", "services", List.of("agent", "fs", "git", "pty")),
                                Map.of("id", "docs", "services", List.of("agent", "fs", "git", "pty")),
                                Map.of("id", "shop", "services", List.of("agent", "fs", "git", "pty")))));
        client.close();
    }

    @Test
    void readyNamesTheWorkspaces() {
        // Given
        var client = trestle.client();
        // When
        var workspaces = client.notification().at("/params/workspaces");
        // Then
        assertThat(workspaces).isEqualTo(Json.of("[\"default\",\"docs\",\"shop\"]"));
        client.close();
    }

    @Test
    void aCallThatNamesNoWorkspaceIsAboutTheDefaultOne() {
        // Given
        var client = trestle.client();
        // When
        var content = client.call("fs.read", "path", "name.txt");
        // Then
        assertThat(content.get("content").asText()).isEqualTo("home");
        client.close();
    }

    @Test
    void aCallMayNameItsWorkspace() {
        // Given
        var client = trestle.client();
        // When
        var content = client.call("fs.read", "workspace", "docs", "path", "name.txt");
        // Then
        assertThat(content.get("content").asText()).isEqualTo("docs");
        client.close();
    }

    @Test
    void aConnectionMayNameTheWorkspaceOfItsCallsAndACallAnother() {
        // Given
        var client = Client.open(trestle.ws("workspace=shop"), Http.OWNER);
        // When
        var content = client.call("fs.read", "path", "name.txt");
        // Then
        assertThat(content.get("content").asText()).isEqualTo("shop");
        assertThat(client.call("fs.read", "workspace", "docs", "path", "name.txt")
                        .get("content")
                        .asText())
                .isEqualTo("docs");
        client.close();
    }

    @Test
    void aWorkspaceThatIsNotThereAnswersNotFound() {
        // Given
        var client = Client.open(trestle.ws("workspace=nowhere"), Http.OWNER);
        // When
        var error = client.error("fs.list", "path", "/");
        // Then
        assertThat(error.at("/data/code").asText()).isEqualTo("NOT_FOUND");
        assertThat(error.get("message").asText()).isEqualTo("no such workspace: nowhere");
        assertThat(client.code("fs.list", "workspace", "../docs", "path", "/")).isEqualTo("NOT_FOUND");
        assertThat(client.code("fs.list", "workspace", "", "path", "/")).isEqualTo("NOT_FOUND");
        assertThat(client.code("fs.list", "workspace", "*", "path", "/")).isEqualTo("NOT_FOUND");
        assertThat(client.call("fs.list", "workspace", "docs", "path", "/").get("entries"))
                .hasSize(1);
        assertThat(client.call("workspace.list").get("workspaces")).hasSize(3);
        client.close();
    }

    @Test
    void aWorkspaceIsAString() {
        // Given
        var client = trestle.client();
        // When
        var error = client.error("fs.list", "workspace", 7, "path", "/");
        // Then
        assertThat(error.at("/data/code").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(error.get("message").asText()).contains("workspace");
        client.close();
    }

    @Test
    void oneWorkspaceCannotReachAnother() {
        // Given
        var client = trestle.client();
        // When
        var code = client.code("fs.read", "workspace", "docs", "path", "../shop/name.txt");
        // Then
        assertThat(code).isEqualTo("FORBIDDEN");
        client.close();
    }
}
