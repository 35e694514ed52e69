package dev.trestle.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodesTest {

    @ParameterizedTest(name = "trestle {0}")
    @CsvSource(delimiter = '|', nullValues = "nothing", textBlock = """
                    nothing             | trestle: Say what to do: up, ls, cat, get, put, attach, agent, call, publish, tail, nodes, check, token, version or help; see 'trestle help'
                    upp                 | trestle: Unmatched argument at index 0: 'upp', did you mean up?; see 'trestle help'
                    up --prot 1         | trestle: Unknown option: '--prot'; see 'trestle help up'
                    up --port           | trestle: Missing required parameter for option '--port' (N); see 'trestle help up'
                    up --port 1 --port 2 | trestle: option '--port' (N) should be specified only once; see 'trestle help up'
                    call                | trestle: Missing required parameter: 'OPERATION'; see 'trestle help call'
                    call fsread         | trestle: OPERATION must be service.verb, such as fs.read, not "fsread"
                    call fs.read        | trestle: a token is needed: set TRESTLE_TOKEN to the one that trestle up runs with, or give --token
                    call fs.read --token t --url ftp://x | trestle: --url must be like http://127.0.0.1:8080, not "ftp://x"
                    check --port 70000  | trestle: command line: gateway.port must be 0 to 65535, not 70000
                    check --workspace a | trestle: --workspace must be ID=DIR, such as demo=/srv/demo, not "a"
                    check --config nope | trestle: nope: there is no such file; create it, or start without it
                    """)
    void wrongUsageIsTwoAndOneSentence(String arguments, String sentence) {
        // When
        var run = CommandLineRun.of(Map.of(), arguments == null ? new String[0] : arguments.split(" "));
        // Then
        assertThat(run).isEqualTo(new CommandLineRun(2, "", sentence + System.lineSeparator()));
    }

    @Test
    void anAddressThatOthersReachNeedsAToken() {
        // When
        var run = CommandLineRun.of(Map.of(), "check", "--host", "0.0.0.0");
        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.sentence()).contains("gateway.host is 0.0.0.0").contains("set TRESTLE_TOKEN");
    }

    @Test
    void checkShowsTheSettingsWithoutTheSecret() {
        // When
        var run = CommandLineRun.of(Map.of("TRESTLE_TOKEN", "a-token-of-the-owner"), "check", "--port", "0");
        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("  port: 0 # command line")
                .contains("token: \"****\"")
                .doesNotContain("a-token");
    }

    @Test
    void everyCommandExplainsItself() {
        for (var command : List.of("up", "call", "check")) {
            // When
            var help = CommandLineRun.of(Map.of(), "help", command);
            // Then
            assertThat(help.exitCode()).isZero();
            assertThat(help.out()).contains("Usage: trestle " + command, "Examples:", "Exit codes:");
            assertThat(CommandLineRun.of(Map.of(), command, "--help")).isEqualTo(help);
        }
    }

    @Test
    void versionNamesWhatAReportNeeds() {
        assertThat(CommandLineRun.of(Map.of(), "version").out()).matches("trestle \\S+, protocol 1, Java \\S+\\R");
    }
}
