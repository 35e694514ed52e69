package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.it.Launched.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PROTOCOL §10: what {@code up}, {@code check} and {@code version} refuse and say, before anything is served. */
class CommandIT {

    @TempDir
    private Path folder;

    private Ended run(String... arguments) {
        return StartedTrestle.run(folder, Map.of(), arguments);
    }

    /** One sentence on standard error, nothing on standard output, exit code 2. */
    private static void isMisuse(Ended ended, String... words) {
        assertThat(ended.err()).startsWith("trestle: ").contains(words).doesNotContain("\tat ", "Exception");
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.exitCode()).isEqualTo(2);
    }

    @Test
    void aPortInUseIsNamedWithWhatToDo() throws IOException {
        // Given
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var port = Integer.toString(taken.getLocalPort());
            // When
            var ended = run("up", folder.toString(), "--port", port);
            // Then
            assertThat(ended.exitCode()).isEqualTo(2);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err()).contains("trestle: gateway.host, gateway.port: cannot listen on 127.0.0.1:" + port);
            assertThat(ended.err()).contains("--port").doesNotContain("\tat ");
        }
    }

    @Test
    void aKeyThatIsNotThereIsNamedWithFileAndLine() throws IOException {
        // Given
        Files.writeString(folder.resolve("trestle.yaml"), "gateway:\n  # one too many\n  prot: 8080\n");
        // When
        var ended = run("up", "--config", "trestle.yaml");
        // Then
        isMisuse(ended, "trestle.yaml:3", "gateway.prot", "gateway.port");
    }

    @Test
    void aBadValueIsNamedWithFileAndLine() throws IOException {
        // Given
        Files.writeString(folder.resolve("trestle.yaml"), "gateway:\n  port: eighty\n");
        // When
        var ended = run("up", "--config", "trestle.yaml");
        // Then
        isMisuse(ended, "trestle.yaml:2", "gateway.port");
    }

    @Test
    void aRipgrepThatIsNotThereIsNamed() {
        // When
        var ended = StartedTrestle.run(folder, Map.of("TRESTLE_FS_SEARCH_RIPGREP", "/no/such/rg"), "up", "--port", "0");
        // Then
        isMisuse(ended, "fs.search.ripgrep must be a program that is there, not /no/such/rg");
    }

    @Test
    void aBadValueInTheEnvironmentIsNamedByItsVariable() {
        // When
        var ended = StartedTrestle.run(folder, Map.of("TRESTLE_GATEWAY_PORT", "eighty"), "up");
        // Then
        isMisuse(ended, "TRESTLE_GATEWAY_PORT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up --prot 8080                     | --prot",
                "up --port                          | --port",
                "up a b                             | b",
                "up nothing-here                    | nothing-here",
                "up --config nothing-here.yaml      | nothing-here.yaml",
                "up --workspace demo                | ID=DIR",
                "up --workspace demo=nothing-here   | nothing-here",
                "up --role cook                     | cook",
                "up --port 65536                    | 65536",
                "serve                              | serve",
                "call                               | OPERATION",
                "call fs.read path                  | key=value",
                "check --nothing                    | --nothing"
            })
    void wrongUsageIsOneSentenceThatNamesIt(String arguments, String word) {
        isMisuse(run(arguments.split(" +")), word);
    }

    @Test
    void anAddressBeyondThisMachineNeedsAToken() {
        // When
        var ended = run("up", "--host", "0.0.0.0", "--port", "0");
        // Then
        isMisuse(ended, "TRESTLE_TOKEN");
    }

    @Test
    void aShortTokenIsRefusedAndNotRepeated() {
        // When
        var ended = StartedTrestle.run(folder, Map.of("TRESTLE_TOKEN", "short-secret"), "up", "--port", "0");
        // Then
        isMisuse(ended, "16");
        assertThat(ended.err()).doesNotContain("short-secret");
    }

    @Test
    void checkPrintsTheEffectiveTreeWithTheTokenMasked() throws IOException {
        // Given
        Files.createDirectory(folder.resolve("shop"));
        Files.writeString(folder.resolve("trestle.yaml"), "workspaces:\n  shop: shop\ngateway:\n  heartbeatMs: 1234\n");
        // When
        var ended = StartedTrestle.run(
                folder, StartedTrestle.WITH_TOKEN, "check", "--config", "trestle.yaml", "--port", "4321");
        // Then
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out())
                .contains("heartbeatMs: 1234", "port: 4321", "messageBytes: 1048576", "shop:")
                .doesNotContain(StartedTrestle.TOKEN);
    }

    @Test
    void whatCheckPrintsIsAConfigurationItself() throws IOException {
        // Given
        var first = run("check", "--port", "4321");
        Files.writeString(folder.resolve("trestle.yaml"), first.out());
        // When
        var second = run("check", "--config", "trestle.yaml");
        // Then
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.out()).contains("port: 4321");
    }

    @Test
    void checkRefusesWhatUpWould() throws IOException {
        // Given
        Files.writeString(folder.resolve("trestle.yaml"), "nonsense: true\n");
        // When
        var ended = run("check", "--config", "trestle.yaml");
        // Then
        isMisuse(ended, "trestle.yaml:1", "nonsense");
    }

    @Test
    void versionSaysWhichAndOnWhichJava() {
        // When
        var ended = run("version");
        // Then
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).startsWith("trestle ").contains("protocol 1", "Java " + Runtime.version());
        assertThat(ended.out().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"help, up", "help up, --config", "up --help, --workspace", "call --help, key=value"})
    void helpGoesToStandardOutput(String arguments, String word) {
        // When
        var ended = run(arguments.split(" "));
        // Then
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains(word);
        assertThat(ended.err()).isEmpty();
    }
}
