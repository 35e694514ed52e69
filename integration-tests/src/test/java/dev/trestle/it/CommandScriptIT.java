package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.it.Launched.Ended;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./trestle} from a source tree whose jar is fresh. */
class CommandScriptIT {

    @TempDir
    private Path folder;

    private Launched script(Path script, Map<String, String> more, String... arguments) {
        var environment = new HashMap<>(Map.of(
                "PATH", System.getenv("PATH"),
                "JAVA_HOME", System.getProperty("java.home")));
        environment.putAll(more);
        var command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        return Launched.start(folder, environment, command);
    }

    private Ended run(Path script, String... arguments) {
        try (var process = script(script, Map.of(), arguments)) {
            return process.ended();
        }
    }

    @Test
    void runsTheJarAndSaysNothingOfItsOwn() {
        // When
        var ended = run(StartedTrestle.ROOT.resolve("trestle"), "version");
        // Then
        assertThat(ended.err()).isEmpty();
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).startsWith("trestle ").contains("Java " + Runtime.version());
    }

    @Test
    void worksThroughLinksAndFromAFolderWithSpacesInItsName() throws IOException {
        // Given
        var there = Files.createDirectories(folder.resolve("a folder/with spaces"));
        var absolute = Files.createSymbolicLink(there.resolve("the command"), StartedTrestle.ROOT.resolve("trestle"));
        var relative = Files.createSymbolicLink(folder.resolve("t"), Path.of("a folder/with spaces/the command"));
        for (var link : List.of(relative, absolute)) {
            // When
            var ended = run(link, "version");
            // Then
            assertThat(ended.err()).isEmpty();
            assertThat(ended.out()).startsWith("trestle ");
            Files.delete(link);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"up nothing-here", "nonsense", "call"})
    void passesOnTheExitCodeAndTheSentence(String arguments) {
        // When
        var ended = run(StartedTrestle.ROOT.resolve("trestle"), arguments.split(" "));
        // Then
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).startsWith("trestle: ");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void servesNamesOutsideAsciiWhateverTheLocale() throws IOException {
        // Given
        Files.writeString(folder.resolve("größe 🎈.txt"), "π");
        var settings = Map.of("TRESTLE_TOKEN", StartedTrestle.TOKEN, "LC_ALL", "C");
        try (var up = script(StartedTrestle.ROOT.resolve("trestle"), settings, "up", ".", "--port", "0")) {
            var url = up.line(line -> line.startsWith("ready ")).substring(6).replaceAll("/\\?.*", "/");
            // When
            var response =
                    Http.post(URI.create(url + "api/v1/call/fs.read"), Http.OWNER, "{\"path\":\"größe 🎈.txt\"}");
            // Then
            assertThat(Json.of(response.body()).get("content").asText()).isEqualTo("π");
            assertThat(up.terminate().exitCode()).isZero();
        }
    }

    @Test
    void isTheProcessThatSignalsReach() {
        // Given
        try (var up = script(StartedTrestle.ROOT.resolve("trestle"), Map.of(), "up", ".", "--port", "0")) {
            var line = up.line(text -> text.startsWith("ready "));
            // When
            var ended = up.terminate();
            // Then
            assertThat(ended.exitCode()).as(ended.err()).isZero();
            assertThat(ended.out()).isEqualTo(line + "\n");
        }
    }

    @Test
    void saysWhatToDoWithoutAJdk() {
        // Given
        try (var process = script(
                StartedTrestle.ROOT.resolve("trestle"),
                Map.of("JAVA_HOME", folder.resolve("no-jdk").toString()),
                "version")) {
            // When
            var ended = process.ended();
            // Then
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.err()).contains("JAVA_HOME", "JDK 17");
        }
    }
}
