package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of {@code protocol.json}, through both doors, by those who may not: made from the file, so that an
 * operation that is new is attacked as well.
 */
class AttackIT {

    private static final Path CONTRACT = StartedTrestle.ROOT.resolve("shared-types");

    /** Whoever has proved who they are may call these; what they tell is about the caller. */
    private static final List<String> FREE = List.of("session", "workspace");

    private static final String FOREIGN = "token-of-a-neighbour";
    private static final String LACKING = "token-of-one-who-looks";
    private static final String READER = "token-of-one-who-reads";
    private static final String EXPIRED = "token-of-one-who-left";
    private static final String SECRET = "a secret for tests of thirty-two bytes";
    private static final List<String> REFUSED = List.of(
            EXPIRED,
            new JsonWebToken(SECRET, "ada", "reader", in(-5)).text(),
            new JsonWebToken("another secret of thirty-two bytes or so", "ada", "reader", in(60)).text());

    @TempDir
    private static Path folder;

    private static Path mine;
    private static Map<String, String> before;
    private static StartedTrestle trestle;
    private static Client foreign;
    private static Client lacking;
    private static Client reader;
    private static Client owner;

    /** Handles of what is there in the workspace that is attacked, by the members that name them. */
    private static Map<String, String> handles;

    private static long in(long seconds) {
        return Instant.now().getEpochSecond() + seconds;
    }

    @BeforeAll
    static void start() throws IOException {
        mine = Files.createDirectories(folder.resolve("mine"));
        for (var name : List.of("README.md", "notes.txt", ".env.example", "docs/notes.md", "src/a.c")) {
            Files.createDirectories(mine.resolve(name).getParent());
            Files.writeString(mine.resolve(name), "the content of mine\n");
        }
        before = tree();
        Files.createDirectories(folder.resolve("theirs"));
        Files.writeString(folder.resolve("access.yaml"), """
                roles:
                  neighbour: {operations: ["*"], workspaces: [other], topics: ["workspace/other/*"]}
                  looker: {operations: [nothing.at-all], workspaces: [default]}
                  reader: {operations: [%s], workspaces: [default], topics: ["*"]}
                principals:
                  neighbour: {tokens: [%s], roles: [neighbour]}
                  looker: {tokens: [%s], roles: [looker]}
                  reader: {tokens: [%s], roles: [reader]}
                  gone: {tokens: [%s], roles: [neighbour, reader], expires: 2020-01-01T00:00:00Z}
                """.formatted(
                        String.join(", ", operations(false)), FOREIGN, LACKING, READER, EXPIRED));
        var config = folder.resolve("trestle.yaml");
        Files.writeString(config, """
                access: {principals: access.yaml, jwt: {secret: %s, issuer: "%s", audience: %s}}
                workspaces: {default: mine, other: theirs}
                """.formatted(SECRET, JsonWebToken.ISSUER, JsonWebToken.AUDIENCE));
        trestle = StartedTrestle.up(
                folder, StartedTrestle.WITH_TOKEN, List.of("up", "--port", "0", "--config", config.toString()));
        foreign = client(FOREIGN);
        lacking = client(LACKING);
        reader = client(READER);
        owner = trestle.client();
        handles = Map.of(
                "terminal",
                        owner.call("pty.open", "cols", 80, "rows", 24)
                                .get("terminal")
                                .textValue(),
                "session",
                        owner.call("agent.start", "agent", "demo")
                                .get("session")
                                .textValue());
    }

    @AfterAll
    static void nothingHasHappened() throws IOException {
        try {
            assertThat(tree()).isEqualTo(before);
            assertThat(owner.call("pty.list").toString()).contains(handles.get("terminal"));
            owner.call("agent.transcript", "session", handles.get("session"));
        } finally {
            trestle.close();
        }
    }

    private static Client client(String token) {
        return Client.open(trestle.ws(""), bearer(token));
    }

    private static Map<String, String> bearer(String token) {
        return token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
    }

    private static JsonNode table() throws IOException {
        return Json.of(Files.readString(CONTRACT.resolve("schema/protocol.json")))
                .get("operations");
    }

    /** Every operation, and those that change something or not. */
    static List<String> operations() throws IOException {
        return names(table()).toList();
    }

    private static List<String> operations(boolean writing) throws IOException {
        var table = table();
        return names(table)
                .filter(name -> table.at("/" + name + "/writes").asBoolean() == writing)
                .toList();
    }

    static List<String> needingAGrant() throws IOException {
        return operations().stream().filter(AttackIT::needsAGrant).toList();
    }

    static List<String> writing() throws IOException {
        return operations(true);
    }

    static List<String> reading() throws IOException {
        return operations(false).stream()
                .filter(AttackIT::needsAGrant)
                // Takes a grant in all workspaces, which the reader has not.
                .filter(name -> !name.equals("cluster.nodes"))
                .toList();
    }

    private static Stream<String> names(JsonNode table) {
        Iterable<String> names = table::fieldNames;
        return StreamSupport.stream(names.spliterator(), false);
    }

    private static boolean needsAGrant(String operation) {
        return !FREE.contains(operation.substring(0, operation.indexOf('.')));
    }

    /** What the sample of {@code operation} asks, of this workspace or a topic of it. */
    private static ObjectNode params(String operation, String workspace) throws IOException {
        var sample = CONTRACT.resolve("samples/" + operation + ".request.json");
        var params = Files.exists(sample) ? (ObjectNode) Json.of(Files.readString(sample)) : Json.object();
        if (params.has("topic")) {
            params.put("topic", "workspace/" + workspace + "/diagnostics");
        }
        handles.forEach((member, handle) -> {
            if (params.has(member)) {
                params.put(member, handle);
            }
        });
        return params.put("workspace", workspace);
    }

    static List<String> ofHandles() throws IOException {
        var all = new ArrayList<String>();
        for (var operation : operations()) {
            var params = params(operation, "default");
            if (handles.keySet().stream().anyMatch(params::has)) {
                all.add(operation);
            }
        }
        return all;
    }

    /** In their own workspace, strangers name what is there in another: it is for them as if they had made it up. */
    @ParameterizedTest
    @MethodSource("ofHandles")
    void aHandleOfAnotherWorkspaceIsNone(String operation) throws IOException {
        // Given
        var real = params(operation, "other");
        var invented = params(operation, "other");
        handles.forEach((member, handle) -> {
            if (invented.has(member)) {
                invented.put(member, madeUp(handle));
            }
        });
        // When
        var there = Client.answer(foreign.begin(operation, real)).path("error");
        var nowhere = Client.answer(foreign.begin(operation, invented)).path("error");
        // Then
        assertThat(code(there)).isIn("NOT_FOUND", "INVALID_ARGUMENT");
        assertThat(withoutHandles(there)).isEqualTo(withoutHandles(nowhere));
    }

    private static String madeUp(String handle) {
        return handle.substring(0, 2) + "made-up" + handle.substring(9);
    }

    private static String withoutHandles(JsonNode error) {
        var text = error.toString();
        for (var handle : handles.values()) {
            text = text.replace(handle, "HANDLE").replace(madeUp(handle), "HANDLE");
        }
        return text;
    }

    private static JsonNode overSocket(Client client, String operation, String workspace) throws IOException {
        return Client.answer(client.begin(operation, params(operation, workspace)))
                .path("error");
    }

    private static JsonNode overHttp(String token, String operation, String workspace) throws IOException {
        var uri = trestle.http("/api/v1/call/" + operation);
        var body = params(operation, workspace).toString();
        return Json.of(Http.post(uri, bearer(token), body).body()).path("error");
    }

    private static String code(JsonNode error) {
        return error.at("/data/code").asText();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void nobodyWithoutATokenIsServed(String operation) throws IOException {
        try (var stranger = client(null)) {
            assertThat(code(overSocket(stranger, operation, "default"))).isEqualTo("UNAUTHENTICATED");
        }
        assertThat(code(overHttp(null, operation, "default"))).isEqualTo("UNAUTHENTICATED");
        assertThat(code(overHttp("not-a-token-of-anybody", operation, "default")))
                .isEqualTo("UNAUTHENTICATED");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void nobodyWhoseTokenHasExpiredIsServed(String operation) throws IOException {
        try (var stranger = client(null)) {
            for (var token : REFUSED) {
                assertThat(stranger.code("session.authenticate", "token", token))
                        .isEqualTo("UNAUTHENTICATED");
                assertThat(code(overSocket(stranger, operation, "default"))).isEqualTo("UNAUTHENTICATED");
                assertThat(code(overHttp(token, operation, "default"))).isEqualTo("UNAUTHENTICATED");
            }
        }
    }

    @Test
    void noHandshakeSucceedsWithAnExpiredToken() {
        for (var token : REFUSED) {
            assertThat(Client.handshake(trestle.ws(""), bearer(token))).isEqualTo(401);
        }
    }

    @Test
    void aJsonWebTokenServesThroughBothDoorsUntilItExpires(TestReporter reporter) throws IOException {
        // Given
        long expires = in(4);
        var token = new JsonWebToken(SECRET, "ada", "reader", expires).text();
        try (var one = client(token);
                var other = client(null)) {
            assertThat(one.notification().at("/params/expiresAt").longValue()).isEqualTo(expires * 1000);
            assertThat(other.call("session.authenticate", "token", token)
                            .get("expiresAt")
                            .longValue())
                    .isEqualTo(expires * 1000);
            assertThat(other.call("fs.read", "path", "notes.txt").get("content").textValue())
                    .isEqualTo("the content of mine\n");
            assertThat(code(overHttp(token, "fs.write", "default"))).isEqualTo("FORBIDDEN");
            // When
            var end = one.closed();
            long late = System.currentTimeMillis() - expires * 1000;
            // Then, within a second on a machine that is not busy
            reporter.publishEntry("closed after the token expired, in ms", Long.toString(late));
            assertThat(end.code()).isEqualTo(4001);
            assertThat(late).isBetween(0L, 10_000L);
            assertThat(other.closed().code()).isEqualTo(4001);
        }
        assertThat(code(overHttp(token, "fs.read", "default"))).isEqualTo("UNAUTHENTICATED");
    }

    @ParameterizedTest
    @MethodSource("needingAGrant")
    void aWorkspaceOfOthersLooksLikeNone(String operation) throws IOException {
        // When
        var there = List.of(overSocket(foreign, operation, "default"), overHttp(FOREIGN, operation, "default"));
        var nowhere = List.of(overSocket(foreign, operation, "nowhere"), overHttp(FOREIGN, operation, "nowhere"));
        // Then
        assertThat(there).extracting(AttackIT::code).isSubsetOf("NOT_FOUND", "FORBIDDEN", "UNSUPPORTED");
        assertThat(there.toString()).isEqualTo(nowhere.toString().replace("nowhere", "default"));
    }

    @ParameterizedTest
    @MethodSource("needingAGrant")
    void nothingIsDoneWithoutAGrant(String operation) throws IOException {
        assertThat(code(overSocket(lacking, operation, "default"))).isEqualTo("FORBIDDEN");
        assertThat(code(overHttp(LACKING, operation, "default"))).isEqualTo("FORBIDDEN");
    }

    @ParameterizedTest
    @MethodSource("writing")
    void whoMayReadDoesNotWrite(String operation) throws IOException {
        assertThat(code(overSocket(reader, operation, "default"))).isEqualTo("FORBIDDEN");
        assertThat(code(overHttp(READER, operation, "default"))).isEqualTo("FORBIDDEN");
    }

    @ParameterizedTest
    @MethodSource("reading")
    void whoMayReadDoes(String operation) throws IOException {
        assertThat(code(overSocket(reader, operation, "default"))).isNotIn("FORBIDDEN", "UNAUTHENTICATED");
        assertThat(code(overHttp(READER, operation, "default"))).isNotIn("FORBIDDEN", "UNAUTHENTICATED");
    }

    @ParameterizedTest
    @CsvSource({"GET, 401, 401, 404, 403, 200", "PUT, 401, 401, 404, 403, 403", "DELETE, 401, 401, 404, 403, 403"})
    void filesOverHttpAreKeptTheSame(String method, int none, int gone, int theirs, int few, int some) {
        var uri = trestle.http(FilesOverHttp.target("notes.txt"));

        assertThat(status(method, uri, "nobody-has-this-token")).isEqualTo(none);
        assertThat(status(method, uri, EXPIRED)).isEqualTo(gone);
        assertThat(status(method, uri, FOREIGN)).isEqualTo(theirs);
        assertThat(status(method, uri, LACKING)).isEqualTo(few);
        assertThat(status(method, uri, READER)).isEqualTo(some);
    }

    private static int status(String method, URI uri, String token) {
        return Http.send(method, uri, bearer(token), "overwritten").statusCode();
    }

    @ParameterizedTest
    @CsvSource({FOREIGN + ", other", LACKING + ", default", READER + ", default"})
    void theListsSayOnlyWhatIsTrueForWhoAsks(String token, String workspace) throws IOException {
        try (var client = client(token)) {
            // When
            var workspaces = client.call("workspace.list").at("/workspaces").findValuesAsText("id");
            var listed = client.call("session.operations").get("operations");
            // Then
            assertThat(workspaces).containsExactly(workspace);
            for (var operation : needingAGrant()) {
                boolean named = StreamSupport.stream(listed.spliterator(), false)
                        .anyMatch(name -> name.asText().equals(operation));
                boolean refused = code(overSocket(client, operation, workspace)).equals("FORBIDDEN");
                assertThat(named).as(operation).isEqualTo(!refused);
            }
        }
    }

    private static Map<String, String> tree() throws IOException {
        try (var all = Files.walk(mine)) {
            return all.collect(Collectors.toMap(
                    path -> mine.relativize(path).toString(), AttackIT::content, (a, b) -> a, TreeMap::new));
        }
    }

    private static String content(Path path) {
        try {
            return Files.isDirectory(path) ? "" : Files.readString(path);
        } catch (IOException cause) {
            throw new AssertionError(cause);
        }
    }
}
