package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples and the schema are true: what they say is what the started jar takes and answers. */
class SamplesIT {

    private static final Path CONTRACT = StartedTrestle.ROOT.resolve("shared-types");
    private static final String URN = "urn:trestle:protocol:1";

    private static StartedTrestle trestle;
    private static SchemaRegistry schemas;

    @TempDir
    private static Path folder;

    private Client client;

    @BeforeAll
    static void start() throws IOException {
        var settings = new HashMap<>(StartedTrestle.WITH_TOKEN);
        settings.put("TRESTLE_GIT_ALLOW_FILE_TRANSPORT", "true");
        trestle = StartedTrestle.of(folder, settings);
        var document = Map.of(URN, Files.readString(CONTRACT.resolve("schema/protocol.json")));
        schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(document));
    }

    @AfterAll
    static void stop() {
        trestle.close();
    }

    /** The workspace that the samples speak of. */
    @BeforeEach
    void put() throws IOException {
        for (var directory : List.of("build", "data/2026", "docs", "src")) {
            Files.createDirectories(folder.resolve(directory));
        }
        Files.writeString(
                folder.resolve("README.md"), "# Demo\n\nThis is a demo of a workspace, and of all that is in it.\n");
        for (var file :
                List.of(".env.example", "notes.txt", "docs/notes.md", "data/2026/sizes.csv", "build/app.sock")) {
            Files.writeString(folder.resolve(file), "text\n");
        }
        Files.deleteIfExists(folder.resolve(".env"));
        Files.deleteIfExists(folder.resolve("src/test/unit"));
        client = trestle.client();
    }

    @AfterEach
    void leave() {
        client.close();
    }

    static Stream<String> operations() throws IOException {
        try (var files = Files.list(CONTRACT.resolve("samples"))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".request.json"))
                    .map(name -> name.substring(0, name.indexOf(".request")))
                    // Answers a question, and nobody has asked one.
                    .filter(name -> !name.equals("git.credential"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theSampleIsAcceptedAndTheAnswerIsWhatTheSchemaSays(String operation) throws IOException {
        // Given
        var request = request(operation);
        // When
        var answer = Client.answer(client.begin(operation, request));
        // Then
        assertThat(answer.has("result")).as(answer.toString()).isTrue();
        assertThat(misfits("/operations/" + operation + "/result", answer.get("result")))
                .as(answer.toString())
                .isEmpty();
    }

    /** The sample, with what only this server can know in place of what the sample's knew. */
    private ObjectNode request(String operation) throws IOException {
        var sample = Files.readString(CONTRACT.resolve("samples/" + operation + ".request.json"));
        var request = (ObjectNode) Json.of(sample);
        if (operation.startsWith("git.")) {
            repository();
        }
        if (request.has("url")) {
            request.put("url", "file://" + folder.resolve("origin.git"));
        }
        if (request.has("ifMatch")) {
            request.set(
                    "ifMatch",
                    client.call("fs.stat", "path", request.get("path")).get("etag"));
        }
        if (request.has("cursor")) {
            request.set(
                    "cursor",
                    client.call("fs.list", "path", request.get("path"), "limit", 1)
                            .get("cursor"));
        }
        // The agent that is built in takes none.
        request.remove("attachments");
        if (request.has("session")) {
            request.set("session", client.call("agent.start").get("session"));
        }
        if (request.has("request") && request.has("session")) {
            request.put("request", question(request.get("session").textValue()));
        }
        if (request.has("terminal")) {
            request.set(
                    "terminal", client.call("pty.open", "cols", 80, "rows", 24).get("terminal"));
            // Nothing else is sure to have been said by it yet.
            Stream.of("offset", "since").filter(request::has).forEach(position -> request.put(position, 0));
        }
        return request.has("token") ? request.put("token", StartedTrestle.TOKEN) : request;
    }

    /** What the agent of a session asks before it writes. */
    private String question(String session) {
        client.call("agent.prompt", "session", session, "content", "write asked.txt text");
        for (int attempt = 0; attempt < 1_000; attempt++) {
            for (var entry : client.call("agent.transcript", "session", session).get("entries")) {
                if (entry.get("event").textValue().equals("permission")) {
                    return entry.at("/data/request").textValue();
                }
            }
        }
        throw new AssertionError("the agent asks nothing");
    }

    /** The repository that the samples speak of. */
    private static void repository() throws IOException {
        var script = """
                rm -rf .git origin.git shop; git init -q -b main
                git config user.name Ada; git config user.email ada@example.org
                printf 'Hello\\n' > README.md; touch "$(printf 'caf\\351')"; git add README.md
                git commit -q -m one; git commit -q --allow-empty -m two; git branch topic
                git clone -q --bare . origin.git; git remote add origin "file://$PWD/origin.git"; git fetch -q
                printf 'Hello, world\\n' > README.md; git add README.md
                """;
        try (var shell = Launched.start(folder, Map.of("PATH", System.getenv("PATH")), List.of("sh", "-ec", script))) {
            assertThat(shell.ended().exitCode()).isZero();
        }
    }

    @Test
    void theNotificationsAreWhatTheSchemaSays() {
        // When
        var ready = client.notification();
        // Then
        assertThat(misfits("/notifications/session.ready/params", ready.get("params")))
                .isEmpty();
    }

    @Test
    void theSchemaNamesEveryOperationThatTheServerDoes() {
        // When
        var named =
                Json.of(Http.get(trestle.http("/api/v1/protocol.json")).body()).get("operations");
        // Then
        var served = client.call("session.operations").get("operations");
        assertThat(served)
                .allSatisfy(name -> assertThat(named.has(name.asText())).isTrue());
        assertThat(named).hasSameSizeAs(served);
    }

    private static List<String> misfits(String place, JsonNode json) {
        return schemas.getSchema(SchemaLocation.of(URN + "#" + place)).validate(json).stream()
                .map(Object::toString)
                .toList();
    }
}
