package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.it.Launched.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** PROTOCOL §10: {@code call}. */
@ExtendWith(OneTrestle.class)
class CommandCallIT {

    @TempDir
    private Path folder;

    private StartedTrestle trestle;

    @BeforeEach
    void use(StartedTrestle one) {
        trestle = one;
    }

    private Ended call(Map<String, String> environment, String... arguments) {
        var all = new ArrayList<>(List.of("call", "--url", trestle.http("/").toString()));
        all.addAll(List.of(arguments));
        return StartedTrestle.run(folder, environment, all.toArray(String[]::new));
    }

    @Test
    void printsTheResultAsJson(Desk desk) throws IOException {
        // Given
        var path = desk.put("π 🎈.txt", "ü\n");
        // When
        var ended = call(StartedTrestle.WITH_TOKEN, "fs.read", "workspace=default", "path=" + path);
        // Then
        assertThat(ended.err()).isEmpty();
        assertThat(ended.exitCode()).isZero();
        assertThat(Json.of(ended.out())).isEqualTo(desk.client().call("fs.read", "path", path));
    }

    @Test
    void readsValuesWithTheTypesOfTheOperation(Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "hello world");
        // When
        var ended = call(StartedTrestle.WITH_TOKEN, "fs.read", "path=" + path, "offset=6", "length:=3");
        // Then
        assertThat(Json.of(ended.out()).get("content").asText()).isEqualTo("wor");
    }

    @Test
    void readsAValueFromAFile(Desk desk) throws IOException {
        // Given
        Files.writeString(folder.resolve("local.txt"), "from a file\r\nπ");
        // When
        var ended = call(StartedTrestle.WITH_TOKEN, "fs.write", "path=" + desk.at("a.txt"), "content=@local.txt");
        // Then
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(desk.text("a.txt")).isEqualTo("from a file\r\nπ");
    }

    @Test
    void takesTheTokenAsAnOption() {
        // When
        var ended = call(Map.of(), "--token", StartedTrestle.TOKEN, "session.ping");
        // Then
        assertThat(ended.exitCode()).isZero();
        assertThat(Json.of(ended.out()).has("time")).isTrue();
    }

    @Test
    void anErrorGoesToStandardErrorAndExitsWith3(Desk desk) {
        // When
        var ended = call(StartedTrestle.WITH_TOKEN, "fs.read", "path=" + desk.at("nothing"));
        // Then
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).isEqualTo("NOT_FOUND: no such file: " + desk.at("nothing") + "\n");
    }

    @Test
    void anErrorSaysItsDetails(Desk desk) throws IOException {
        // Given
        var path = desk.put("a.txt", "text");
        // When
        var ended = call(StartedTrestle.WITH_TOKEN, "fs.write", "path=" + path, "content=x", "ifMatch=another");
        // Then
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.err()).startsWith("CONFLICT: ").contains("details: {", "\"size\":4");
    }

    @Test
    void aWrongTokenIsAnErrorOfTheServers() {
        // When
        var ended = call(Map.of("TRESTLE_TOKEN", "not-the-owners-token"), "session.ping");
        // Then
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.err()).startsWith("UNAUTHENTICATED: ").doesNotContain("not-the-owners-token");
    }

    @Test
    void withoutATokenSaysWhatToDo() {
        // When
        var ended = call(Map.of(), "session.ping");
        // Then
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("TRESTLE_TOKEN", "--token");
    }

    @Test
    void aServerThatIsAwayExitsWith1AndSaysWhatToDo() {
        // Given
        int free = Neighbourhood.freePort();
        // When
        var ended = StartedTrestle.run(
                folder, StartedTrestle.WITH_TOKEN, "call", "--url", "http://127.0.0.1:" + free, "session.ping");
        // Then
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("127.0.0.1:" + free, "trestle up").doesNotContain("\tat ");
    }

    @Test
    void aParameterThatTheOperationHasNotIsNamedBeforeAnythingIsSent() {
        // When
        var ended = call(StartedTrestle.WITH_TOKEN, "fs.read", "pth=a");
        // Then
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("pth", "path, offset, length, encoding");
    }

    @Test
    void anOperationNobodyServesIsAnErrorOfTheServers() {
        // When
        var ended = call(StartedTrestle.WITH_TOKEN, "lint.run", "path=a");
        // Then
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.err()).startsWith("UNKNOWN_OPERATION: ");
    }
}
