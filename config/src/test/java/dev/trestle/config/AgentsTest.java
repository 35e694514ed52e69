package dev.trestle.config;

import static dev.trestle.config.Written.inFile;
import static dev.trestle.config.Written.onCommandLine;
import static dev.trestle.config.Written.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agents that somebody names, and what is refused about them. */
class AgentsTest {
    @TempDir
    Path folder;

    private String refusal(String agents) throws IOException {
        return refusalOf(inFile(folder, "node.roles: [gateway]\nagents:\n  " + agents + "\n"), folder);
    }

    @Test
    void areThoseOfTheFileBesideTheOneThatIsBuiltIn() throws IOException {
        // Given
        var yaml = """
                node.roles: [gateway]
                agent.standard: local
                agents:
                  local: {kind: openai, url: "http://127.0.0.1:11434/v1", model: m, key: env:KEY, tools: [read]}
                """;
        // When
        var settings = Settings.read(inFile(folder, yaml));
        // Then
        assertThat(settings.agents().keySet()).containsExactly("demo", "local");
        assertThat(settings.agents().get("local"))
                .isEqualTo(new NamedAgent(
                        NamedAgent.Kind.OPENAI,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        List.of(),
                        List.of(),
                        "http://127.0.0.1:11434/v1",
                        "m",
                        "env:KEY",
                        null,
                        null,
                        List.of("read")));
    }

    @Test
    void canBeGivenInTheEnvironment() {
        var settings = Settings.read(
                Written.inEnvironment("TRESTLE_AGENTS", "{coder: {kind: acp, command: [coder, --acp], env: [KEY]}}"));

        assertThat(settings.agents().get("coder").command()).containsExactly("coder", "--acp");
        assertThat(settings.agents().get("coder").connected()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "coder: {command: [c]} | agents.coder.kind needs a value",
                "coder: {kind: acp} | agents.coder.command needs the program to start, such as [gemini, --acp]",
                "c: {kind: openai, model: m} | agents.c.url must be where the endpoint begins,"
                        + " such as http://127.0.0.1:11434/v1",
                "c: {kind: openai, url: 'http://a'} | agents.c.model needs a value",
                "c: {kind: magic} | trestle.yaml:3: agents.c.kind must be one of demo, acp, openai, off, not \"magic\"",
                "c: {kind: demo, tools: [fly]} | trestle.yaml:3: agents.c.tools[0] must be one of"
                        + " edit, git, list, read, run, search, write, not \"fly\"",
                "c: {kind: openai, url: 'http://a', model: m, key: sk-1} | trestle.yaml:3: agents.c.key must be"
                        + " env:NAME or file:/PATH, and not the key itself",
                "c: {kind: demo, colour: red} | trestle.yaml:3: agents.c.colour is not a setting; known here:"
                        + " kind, description, command, env, network, readable, writable,"
                        + " url, model, key, images, instructions, tools",
                "c: {kind: acp, command: [c], readable: [~/.c]} | trestle.yaml:3: agents.c.readable[0] must be an absolute"
                        + " path, not \"~/.c\"",
                "c: {kind: acp, command: [c], network: maybe} | trestle.yaml:3: agents.c.network must be true or false,"
                        + " not \"maybe\"",
                "a b: {kind: demo} | agents.a b must be 1 to 32 of a-z A-Z 0-9 _ - and begin with a letter or a digit,"
                        + " not \"a b\"",
                "demo: {kind: off} | agent.standard must be the name of one of agents, not \"demo\""
            })
    void areRefusedByName(String agents, String sentence) throws IOException {
        assertThat(refusal(agents)).isEqualTo(sentence);
    }

    @Test
    void haveRulesThatSayWhatTheyAre() {
        assertThat(refusalOf(onCommandLine("agent.permissions", "[allow read, maybe write]")))
                .isEqualTo("command line: agent.permissions[1] must be allow, ask or deny, a tool or *, and perhaps a"
                        + " glob, such as \"deny write .git/**\"");
        assertThat(PermissionRule.of("deny write .git/**"))
                .isEqualTo(new PermissionRule(PermissionRule.Answer.DENY, "write", ".git/**"));
        assertThat(PermissionRule.of("ask *")).isEqualTo(new PermissionRule(PermissionRule.Answer.ASK, "*", null));
    }
}
