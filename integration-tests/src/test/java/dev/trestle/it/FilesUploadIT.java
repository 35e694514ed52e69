package dev.trestle.it;

import static dev.trestle.it.FilesOverHttp.header;
import static dev.trestle.it.FilesOverHttp.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PROTOCOL §6 over HTTP: {@code PUT}, in one piece and in many, and {@code DELETE}. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class FilesUploadIT {

    private StartedTrestle trestle;
    private FilesOverHttp files;

    @BeforeEach
    void use(StartedTrestle one) {
        trestle = one;
        files = new FilesOverHttp(one);
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static void assertProblem(HttpResponse<byte[]> answer, int status, String code) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
        assertThat(header(answer, "content-type")).isEqualTo("application/problem+json");
        assertThat(Json.of(text(answer)).get("code").asText()).isEqualTo(code);
    }

    private static List<String> names(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileIsMadeAndReplaced(Desk desk) throws IOException {
        // Given
        var content = random(2_000_000);
        // When
        var made = files.put(desk.at("a.bin"), content);
        // Then
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(desk.file("a.bin")).hasBinaryContent(content);
        var etag = Json.of(text(made)).get("etag").asText();
        assertThat(header(made, "etag"))
                .isEqualTo('"' + etag + '"')
                .isEqualTo(header(files.head(desk.at("a.bin")), "etag"));
        assertThat(Json.of(text(made)).get("size").asInt()).isEqualTo(2_000_000);
        assertThat(header(made, "location")).isEqualTo(FilesOverHttp.target(desk.at("a.bin")));
        // When
        var replaced = files.put(desk.at("a.bin"), new byte[0], "If-Match", '"' + etag + '"');
        // Then
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(desk.file("a.bin")).isEmptyFile();
    }

    @ParameterizedTest
    @CsvSource({
        "a.txt,   If-Match,      \"x\",  412, CONFLICT",
        "none,    If-Match,      *,      412, CONFLICT",
        "a.txt,   If-None-Match, *,      412, ALREADY_EXISTS",
        "a.txt,   If-None-Match, \"x\",  400, INVALID_ARGUMENT",
        "a.txt,   If-Match,      x,      400, INVALID_ARGUMENT",
        "a.txt,   Content-Encoding, gzip, 400, INVALID_ARGUMENT",
        "a.txt,   Content-Range, bytes 0-1, 400, INVALID_ARGUMENT",
        "a.txt,   Content-Range, bytes 0-1/9, 400, INVALID_ARGUMENT",
        "no/file, Accept,        */*,    404, NOT_FOUND",
        "d,       Accept,        */*,    400, INVALID_ARGUMENT"
    })
    void whatIsRefusedChangesNothing(String name, String header, String value, int status, String code, Desk desk)
            throws IOException {
        // Given
        desk.put("a.txt", "old");
        Files.createDirectory(desk.file("d"));
        // When
        var answer = files.put(desk.at(name), "new".getBytes(), header, value);
        // Then
        assertProblem(answer, status, code);
        assertThat(desk.file("a.txt")).hasContent("old");
        assertThat(names(desk.file(""))).containsExactly("a.txt", "d");
    }

    @Test
    void missingDirectoriesAreMadeWhenAsked(Desk desk) {
        // When
        var uri = URI.create(files.uri(desk.at("x/y/z.txt")) + "?makeParents=true");
        var answer = files.send("PUT", uri, BodyPublishers.ofString("text"));
        // Then
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(desk.file("x/y/z.txt")).hasContent("text");
    }

    @Test
    void aBodyOverTheLimitIsRefusedBeforeItComesAndWhoAskedFirstIsNotInvited(Desk desk) throws IOException {
        // When
        try (var socket = begin(desk.at("big"), "Content-Length: 17179869185\r\nExpect: 100-continue\r\n")) {
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            // Then
            assertThat(answer.readLine()).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
            assertThat(answer.lines().toList())
                    .anySatisfy(line -> assertThat(line).contains("fs.maxUploadBytes", "17179869184"));
        }
    }

    @Test
    void aStrangersBodyIsNotReadToItsEnd(Desk desk) throws IOException {
        // When
        try (var socket = new Socket("127.0.0.1", trestle.port())) {
            socket.setSoTimeout((int) Launched.PATIENCE.toMillis());
            var head = "PUT " + FilesOverHttp.target(desk.at("a"))
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            // Then
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 401 ").containsIgnoringCase("connection: close");
        }
    }

    @Test
    void whoAskedFirstIsInvited(Desk desk) throws IOException {
        // When
        try (var socket = begin(desk.at("a.txt"), "Content-Length: 4\r\nExpect: 100-continue\r\n")) {
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(answer.readLine()).isEqualTo("HTTP/1.1 100 Continue");
            socket.getOutputStream().write("text".getBytes());
            // Then
            assertThat(answer.readLine()).isEmpty();
            assertThat(answer.readLine()).isEqualTo("HTTP/1.1 201 Created");
        }
        assertThat(desk.file("a.txt")).hasContent("text");
    }

    /** A connection on which a PUT has begun. */
    private Socket begin(String path, String headers) throws IOException {
        var socket = new Socket("127.0.0.1", trestle.port());
        socket.setSoTimeout((int) Launched.PATIENCE.toMillis());
        var head = "PUT " + FilesOverHttp.target(path) + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + StartedTrestle.TOKEN + "\r\n" + headers + "\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void anInterruptedUploadLeavesTheOldFileAndNothingElse(Desk desk) throws IOException {
        // Given
        desk.put("a.bin", "old");
        // When
        try (var socket = begin(desk.at("a.bin"), "Content-Length: 1000000\r\n")) {
            socket.getOutputStream().write(random(300_000));
            await().until(() -> names(desk.file("")).size() == 2);
            assertThat(desk.client().call("fs.list", "path", desk.path()).get("entries"))
                    .hasSize(1);
        }
        // Then
        await().untilAsserted(() -> assertThat(names(desk.file(""))).containsExactly("a.bin"));
        assertThat(desk.file("a.bin")).hasContent("old");
    }

    @Test
    void anUploadGoesOnWhereItWasLost(Desk desk) throws IOException {
        // Given
        var whole = random(1_000_000);
        var path = desk.at("a.bin");
        var first = files.put(path, Arrays.copyOf(whole, 300_000), "Content-Range", "bytes 0-299999/1000000");
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(header(first, "range")).isEqualTo("bytes=0-299999");
        assertThat(text(first)).isEqualTo("{\"received\":300000,\"size\":1000000}");
        try (var socket = begin(path, "Content-Length: 700000\r\nContent-Range: bytes 300000-999999/1000000\r\n")) {
            socket.getOutputStream().write(whole, 300_000, 200_000);
            // Who asks ends the request before: so not before all of it has come.
            await().until(() -> Files.size(desk.file(names(desk.file("")).get(0))) == 500_000);
        }
        // When
        assertThat(received(path, 1_000_000)).isEqualTo(500_000);
        var misplaced = files.put(path, new byte[1], "Content-Range", "bytes 7-7/1000000");
        var last = files.put(
                path, Arrays.copyOfRange(whole, 500_000, 1_000_000), "Content-Range", "bytes 500000-999999/1000000");
        // Then
        assertProblem(misplaced, 409, "CONFLICT");
        assertThat(Json.of(text(misplaced)).at("/details/received").asInt()).isEqualTo(500_000);
        assertThat(last.statusCode()).isEqualTo(201);
        assertThat(desk.file("a.bin")).hasBinaryContent(whole);
        assertThat(names(desk.file(""))).containsExactly("a.bin");
        assertThat(received(path, 1_000_000)).isZero();
    }

    private int received(String path, int total) {
        var answer = files.put(path, new byte[0], "Content-Range", "bytes */" + total);
        assertThat(answer.statusCode()).isEqualTo(202);
        return Json.of(text(answer)).get("received").asInt();
    }

    @Test
    void filesAndDirectoriesAreDeleted(Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "text");
        Files.createDirectories(desk.file("d/e"));
        var etag = header(files.head(path), "etag");
        // Then
        assertProblem(files.delete(path, "If-Match", "\"x\""), 412, "CONFLICT");
        assertThat(files.delete(path, "If-Match", etag).statusCode()).isEqualTo(204);
        assertProblem(files.delete(path), 404, "NOT_FOUND");
        assertProblem(files.delete(desk.at("d")), 409, "CONFLICT");
        var recursive = URI.create(files.uri(desk.at("d")) + "?recursive=true");
        assertThat(files.send("DELETE", recursive, BodyPublishers.noBody()).statusCode())
                .isEqualTo(204);
        assertThat(names(desk.file(""))).isEmpty();
    }
}
