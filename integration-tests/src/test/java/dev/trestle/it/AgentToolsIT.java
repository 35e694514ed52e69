package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The tools of agents, with the real services behind them: by the demo, and by a model that says what it is told to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentToolsIT {

    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final Queue<JsonNode> asked = new ConcurrentLinkedQueue<>();
    private Path folder;
    private HttpServer model;
    private StartedTrestle trestle;
    private Client client;

    @BeforeAll
    void start(@TempDir Path place) throws IOException {
        folder = place;
        Files.writeString(folder.resolve("poem.txt"), "roses are red\nviolets are blue\n");
        git("init", "--quiet");
        Files.writeString(folder.resolve("song.txt"), "daisies are white\n");
        Files.createDirectory(folder.resolve("secret"));
        Files.writeString(folder.resolve("secret/key"), "the crown\n");
        git("add", ".");
        git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "First");
        model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        model.createContext("/v1/chat/completions", exchange -> {
            asked.add(Json.of(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            var body = ("data: " + answers.remove() + "\n\ndata: [DONE]\n\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        model.start();
        var agents = "{model: {kind: openai, url: 'http://127.0.0.1:"
                + model.getAddress().getPort() + "/v1', model: m}}";
        trestle = StartedTrestle.of(
                folder,
                Map.of(
                        "TRESTLE_TOKEN",
                        StartedTrestle.TOKEN,
                        "TRESTLE_AGENTS",
                        agents,
                        "TRESTLE_AGENT_PERMISSIONS",
                        "[deny read secret/**, allow *]"));
        client = trestle.client();
    }

    private void git(String... arguments) {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var ended = Launched.start(folder, Map.of("PATH", "/usr/bin:/bin", "HOME", folder.toString()), command)
                .ended();
        assertThat(ended.exitCode()).as(ended.err()).isZero();
    }

    @AfterAll
    void stop() {
        client.close();
        trestle.close();
        model.stop(0);
    }

    /** Asks, and yields what the last use of a tool came to. */
    private String use(String session, String prompt) {
        client.call("agent.prompt", "session", session, "content", prompt);
        var output = "";
        for (var frame = client.notification(); ; frame = client.notification()) {
            var event = frame.at("/params/event").asText();
            if (event.equals("tool") && frame.at("/params/data").has("output")) {
                output = frame.at("/params/data/output").textValue();
            } else if (event.equals("completed") || event.equals("failed")) {
                assertThat(event).as(frame.toString()).isEqualTo("completed");
                return output;
            }
        }
    }

    private String start(String agent) {
        var session = client.call("agent.start", "agent", agent).get("session").textValue();
        client.call("topic.subscribe", "topic", "agent/" + session);
        return session;
    }

    @Test
    void theDemoEditsAndSearchesAndLooksAtTheRepository() throws IOException {
        // Given
        var session = start("demo");
        // Then
        assertThat(use(session, "edit poem.txt violets => tulips")).startsWith("edited, now ");
        assertThat(folder.resolve("poem.txt")).hasContent("roses are red\ntulips are blue\n");
        assertThat(use(session, "search tulips")).isEqualTo("poem.txt:2: tulips are blue\n");
        assertThat(Json.of(use(session, "status")).at("/entries/0/path").textValue())
                .isEqualTo("poem.txt");
        // When
        git("add", "poem.txt");
        // Then
        assertThat(Json.of(use(session, "diff")).at("/files/0/patch").textValue())
                .as("what is staged has changed since the last commit as well")
                .contains("-violets are blue", "+tulips are blue");
    }

    @Test
    void whatTheRulesDenyToReadNoToolTells() throws IOException {
        // Given
        Files.writeString(folder.resolve("secret/key"), "the crown jewels\n");
        Files.writeString(folder.resolve("open.txt"), "the crown of the tree\n");
        Files.createSymbolicLink(folder.resolve("door"), Path.of("secret"));
        var session = start("demo");
        // Then
        assertThat(use(session, "read secret/key")).isEqualTo("it was not allowed to do this");
        assertThat(use(session, "list secret")).isEmpty();
        assertThat(use(session, "list door")).isEmpty();
        assertThat(use(session, "search crown")).isEqualTo("open.txt:1: the crown of the tree\n");
        assertThat(use(session, "search jewels")).isEqualTo("no match");
        assertThat(use(session, "status")).contains("open.txt").doesNotContain("secret/key");
        assertThat(use(session, "diff")).doesNotContain("secret/key", "jewels");
        assertThat(use(session, "run cat secret/key"))
                .as("a command is a program, and not a look")
                .isEqualTo("the crown jewels\n(exit code 0)");
    }

    private void say(String delta, String finish) {
        answers.add("{\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":\"" + finish + "\"}]}");
    }

    private void call(String tool, String arguments) {
        var function = Json.object("name", tool, "arguments", arguments);
        say(
                "{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"type\":\"function\",\"function\":" + function + "}]}",
                "tool_calls");
    }

    @Test
    void aModelEditsAndSearchesAndLooksAtTheRepository() throws IOException {
        // Given
        call("edit", "{\"path\":\"song.txt\",\"old\":\"white\",\"new\":\"golden\"}");
        call("search", "{\"query\":\"golden\",\"include\":\"*.txt\"}");
        call("git_status", "{}");
        call("git_diff", "{\"path\":\"song.txt\"}");
        say("{\"content\":\"Done.\"}", "stop");
        var session = start("model");
        // When
        var last = use(session, "make it golden");
        // Then
        assertThat(Json.of(last).at("/files/0/patch").textValue()).contains("+daisies are golden");
        assertThat(folder.resolve("song.txt")).hasContent("daisies are golden\n");
        var told = asked.stream().reduce((before, after) -> after).orElseThrow().get("messages");
        assertThat(told.findValuesAsText("content")).contains("song.txt:1: daisies are golden\n");
    }
}
