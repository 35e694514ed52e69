package dev.trestle.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessFileTest {
    private static final String TOKEN = "a-token-of-ci-0001";

    @TempDir
    Path folder;

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("access.yaml"), yaml);
    }

    @Test
    void saysWhoMayDoWhat() throws IOException {
        // Given
        var file = file("""
                roles:
                  reader:
                    operations: [fs.read, "git.*"]
                    workspaces: ["*"]
                    topics: ["workspace/*"]
                principals:
                  ci@example.org:
                    tokens: [%s]
                    roles: [reader]
                    expires: 2027-01-31T00:00:00Z
                """.formatted(TOKEN));
        // When
        var read = AccessFile.read(file);
        // Then
        assertThat(read)
                .isEqualTo(new AccessFile(
                        Map.of(
                                "reader",
                                new AccessFile.Role(List.of("fs.read", "git.*"), List.of("*"), List.of("workspace/*"))),
                        Map.of(
                                "ci@example.org",
                                new AccessFile.Principal(
                                        List.of(TOKEN), List.of("reader"), Instant.parse("2027-01-31T00:00:00Z")))));
    }

    @Test
    void mayBeEmpty() throws IOException {
        assertThat(AccessFile.read(file("# nobody yet\n"))).isEqualTo(AccessFile.EMPTY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    users: {}                                      | users is not known here; a file of access has roles and principals
                    roles: {a: {operations: ['fs read']}}          | roles.a.operations[0] has not the form it needs; docs/ACCESS.md shows it
                    principals: {a: {tokens: [short]}}             | principals.a.tokens[0] has not the form it needs; docs/ACCESS.md shows it
                    principals: {owner: {roles: []}}               | principals.owner is no name for a principal: 1 to 256 visible ASCII characters, and not owner, who has the token of the settings
                    principals: {a: {roles: [none]}}               | principals.a.roles[0] names the role "none", which this file has not
                    principals: {a: {expires: tomorrow}}           | principals.a.expires must be a time such as 2027-01-31T00:00:00Z, not "tomorrow"
                    principals: {a: {token: x}}                    | principals.a.token must be keys with values, such as {key: value}, not a single value
                    principals: {a: {tokens: [abcdefghijklmnop]}, b: {tokens: [abcdefghijklmnop]}} | principals.b.tokens[0] is a token of a as well
                    """)
    void isRefusedWholeWithTheLineAndWithoutTheToken(String yaml, String sentence) throws IOException {
        // Given
        var file = file("# by hand\n" + yaml + "\n");
        // When
        var refused = catchThrowableOfType(ConfigException.class, () -> AccessFile.read(file));
        // Then
        assertThat(refused.getMessage().replace(folder + "/access.yaml:2: ", ""))
                .isEqualTo(sentence);
    }

    @Test
    void isMissedByName() {
        var refused =
                catchThrowableOfType(ConfigException.class, () -> AccessFile.read(folder.resolve("missing.yaml")));

        assertThat(refused.getMessage()).startsWith("access.principals names ").endsWith("which does not exist");
    }
}
