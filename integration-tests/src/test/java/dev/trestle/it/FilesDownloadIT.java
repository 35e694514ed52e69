package dev.trestle.it;

import static dev.trestle.it.FilesOverHttp.header;
import static dev.trestle.it.FilesOverHttp.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL §6 over HTTP: {@code GET} and {@code HEAD} of files and directories. */
@Tag("jdk")
@ExtendWith(OneTrestle.class)
class FilesDownloadIT {

    private StartedTrestle trestle;
    private FilesOverHttp files;

    @BeforeEach
    void use(StartedTrestle one) {
        trestle = one;
        files = new FilesOverHttp(one);
    }

    private static void assertProblem(HttpResponse<byte[]> answer, int status, String code) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
        assertThat(header(answer, "content-type")).isEqualTo("application/problem+json");
        var problem = Json.of(text(answer));
        assertThat(problem.get("type").asText()).isEqualTo("about:blank");
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("code").asText()).isEqualTo(code);
        assertThat(problem.get("title").asText()).isNotBlank();
        assertThat(problem.get("detail").asText()).isNotBlank();
    }

    @Test
    void aFileComesWithItsEtagAndWithoutRightsInABrowser(Desk desk) throws IOException {
        // Given
        var path = desk.put("page.html", "<script>alert(1)</script>");
        // When
        var answer = files.get(path);
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("<script>alert(1)</script>");
        var etag = desk.client().call("fs.stat", "path", path).get("etag").asText();
        assertThat(header(answer, "etag")).isEqualTo('"' + etag + '"');
        assertThat(header(answer, "content-type")).isEqualTo("application/octet-stream");
        assertThat(header(answer, "content-disposition")).startsWith("attachment; filename=\"page.html\"");
        assertThat(header(answer, "content-security-policy")).isEqualTo("sandbox; default-src 'none'");
        assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(answer, "cross-origin-resource-policy")).isEqualTo("same-origin");
        assertThat(header(answer, "cache-control")).isEqualTo("private, no-cache");
        assertThat(header(answer, "last-modified")).matches("\\w{3}, \\d{2} \\w{3} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT");
    }

    @Test
    void headTellsTheSameAndSendsNothing(Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "0123456789");
        // When
        var head = files.head(path);
        // Then
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().map()).isEqualTo(files.get(path).headers().map());
        assertThat(header(head, "content-length")).isEqualTo("10");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "bytes=0-0,       206, 0,          bytes 0-0/10",
                "bytes=2-4,       206, 234,        bytes 2-4/10",
                "bytes=7-,        206, 789,        bytes 7-9/10",
                "bytes=7-99,      206, 789,        bytes 7-9/10",
                "bytes=-3,        206, 789,        bytes 7-9/10",
                "bytes=-99,       206, 0123456789, bytes 0-9/10",
                "bytes=10-,       416, -,          bytes */10",
                "bytes=-0,        416, -,          bytes */10",
                "'bytes=0-1,4-5', 200, 0123456789, -",
                "bytes=4-2,       200, 0123456789, -",
                "lines=1-2,       200, 0123456789, -",
                "bytes=x,         200, 0123456789, -"
            })
    void aRangeComesAsAsked(String range, int status, String body, String contentRange, Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "0123456789");
        // When
        var answer = files.get(path, "Range", range);
        // Then
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(header(answer, "content-range")).isEqualTo(contentRange);
        if (body == null) {
            assertProblem(answer, 416, "INVALID_ARGUMENT");
        } else {
            assertThat(text(answer)).isEqualTo(body);
        }
    }

    /** ETAG stands for the file's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "If-None-Match     | ETAG                          | 304",
                "If-None-Match     | W/ETAG                        | 304",
                "If-None-Match     | \"x\", ETAG                   | 304",
                "If-None-Match     | *                             | 304",
                "If-None-Match     | \"x\"                         | 200",
                "If-Match          | ETAG                          | 200",
                "If-Match          | *                             | 200",
                "If-Match          | W/ETAG                        | 412",
                "If-Match          | \"x\"                         | 412",
                "If-Modified-Since | Fri, 31 Dec 2100 23:59:59 GMT | 304",
                "If-Modified-Since | Sat, 01 Jan 2000 00:00:00 GMT | 200",
                "If-Modified-Since | yesterday                     | 200"
            })
    void aConditionIsKept(String name, String value, int status, Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "text");
        var etag = header(files.head(path), "etag");
        // When
        var answer = files.get(path, name, value.replace("ETAG", etag));
        // Then
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 412) {
            assertProblem(answer, 412, "CONFLICT");
        } else {
            assertThat(header(answer, "etag")).isEqualTo(etag);
            assertThat(text(answer)).isEqualTo(status == 200 ? "text" : "");
        }
    }

    @Test
    void aRangeOfAFileThatIsAnotherNowBecomesTheWholeFile(Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "0123456789");
        var etag = header(files.head(path), "etag");
        // Then
        assertThat(text(files.get(path, "Range", "bytes=2-3", "If-Range", etag)))
                .isEqualTo("23");
        assertThat(text(files.get(path, "Range", "bytes=2-3", "If-Range", "\"x\"")))
                .isEqualTo("0123456789");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ü 漢字 🎈.txt", "a\"b\\c.txt", "a\r\nSet-Cookie: x=1", "100%.txt", "a+b;c=d.txt", "…"})
    void anyNameIsReachedAndToldWhole(String name, Desk desk) throws IOException {
        // Given
        var path = desk.put(name, "text");
        // When
        var answer = files.get(path);
        // Then
        assertThat(text(answer)).isEqualTo("text");
        assertThat(header(answer, "set-cookie")).isNull();
        var disposition = header(answer, "content-disposition");
        assertThat(disposition).matches("attachment; filename=\"[ !#-\\[\\]-~]*\"; filename\\*=UTF-8''[!#-~]*");
        var encoded = disposition.substring(disposition.indexOf("''") + 2);
        assertThat(java.net.URLDecoder.decode(encoded.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "nothing,            404, NOT_FOUND",
        "%2e%2e/secret,      403, FORBIDDEN",
        "..%2f..%2fetc,      403, FORBIDDEN",
        "a%00b,              400, INVALID_ARGUMENT",
        "a%ff,               400, INVALID_ARGUMENT",
        "a%252fb,            404, NOT_FOUND"
    })
    void whatIsNotThereIsAProblem(String target, int status, String code) {
        // When
        var uri = trestle.http("/api/v1/workspaces/default/files/").toString() + target;
        var answer = files.send("GET", URI.create(uri), BodyPublishers.noBody());
        // Then
        assertProblem(answer, status, code);
    }

    @Test
    void aFileThatIsCutShortOnTheWayIsNotTakenForWhole(Desk desk) throws IOException {
        // Given
        try (var file = new RandomAccessFile(desk.file("a.bin").toFile(), "rw")) {
            file.setLength(64 << 20);
            try (var body = files.stream(desk.at("a.bin"))) {
                assertThat(body.read()).isZero();
                // When
                file.setLength(10);
                // Then
                assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void nobodyReadsWithoutATokenOrInAWorkspaceThatIsNotThere() {
        // When
        var answer = Http.get(files.uri("a.txt"));
        var elsewhere = trestle.http("/api/v1/workspaces/none/files/a.txt");
        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer");
        assertThat(Json.of(answer.body()).get("code").asText()).isEqualTo("UNAUTHENTICATED");
        assertProblem(files.send("GET", elsewhere, BodyPublishers.noBody()), 404, "NOT_FOUND");
    }

    @Test
    void anotherMethodIsNotAllowed(Desk desk) {
        // When
        var answer = files.send("PATCH", files.uri(desk.at("a")), BodyPublishers.noBody());
        // Then
        assertProblem(answer, 405, "INVALID_REQUEST");
        assertThat(header(answer, "allow")).isEqualTo("GET, HEAD, PUT, DELETE");
    }

    @Test
    void theOperationsBehindItAreNotCalledByName(Desk desk) {
        // When
        var answer = Http.post(trestle.http("/api/v1/call/fs.download"), Http.OWNER, "{\"path\":\"a\"}");
        // Then
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.of(answer.body()).at("/error/message").asText()).contains("/api/v1/workspaces/{id}/files/");
        assertThat(desk.client().call("session.operations").toString()).doesNotContain("fs.download");
    }

    @Test
    void aDirectoryComesAsAnArchiveWhenThatIsSaid(Desk desk, @TempDir Path unpacked) throws Exception {
        // Given
        Files.createDirectories(desk.file("d/sub"));
        desk.put("d/sub/a.txt", "hello");
        Files.createSymbolicLink(desk.file("d/link"), Path.of("sub/a.txt"));
        // When
        var refused = files.get(desk.at("d"));
        var answer = files.get(desk.at("d"), "Accept", "application/gzip");
        // Then
        assertProblem(refused, 406, "UNSUPPORTED");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-type")).isEqualTo("application/gzip");
        assertThat(header(answer, "content-disposition")).startsWith("attachment; filename=\"d.tar.gz\"");
        var archive = Files.write(unpacked.resolve("d.tar.gz"), answer.body());
        try (var tar = Launched.start(unpacked, Map.of(), List.of("tar", "xzf", archive.toString()))) {
            assertThat(tar.ended().exitCode()).isZero();
        }
        assertThat(unpacked.resolve("d/link")).isSymbolicLink().hasContent("hello");
    }
}
