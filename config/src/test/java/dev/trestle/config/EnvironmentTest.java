package dev.trestle.config;

import static dev.trestle.config.Written.inEnvironment;
import static dev.trestle.config.Written.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    @Test
    void theNameIsTheKeyInCapitals() {
        assertThat(Keys.ALL.variables())
                .containsEntry("TRESTLE_NODE_ROLES", "node.roles")
                .containsEntry("TRESTLE_GATEWAY_TICKET_TTL_MS", "gateway.ticketTtlMs")
                .containsEntry("TRESTLE_GATEWAY_LIMITS_MESSAGE_BYTES", "gateway.limits.messageBytes")
                .containsEntry("TRESTLE_WORKSPACES", "workspaces")
                .containsEntry("TRESTLE_TOKEN", "access.token")
                .doesNotContainKey("TRESTLE_ACCESS_TOKEN")
                .hasSameSizeAs(Keys.ALL.names());
    }

    @Test
    void aListIsWrittenInBrackets() {
        var sources = inEnvironment("TRESTLE_GATEWAY_ORIGINS", "[https://a.example, 'http://b.example:81']");

        assertThat(Settings.read(sources).gateway().origins())
                .isEqualTo(List.of("https://a.example", "http://b.example:81"));
    }

    @Test
    void aTokenIsTakenAsItIsWritten() {
        assertThat(tokenOf("0123456789012345")).isEqualTo("0123456789012345");
        assertThat(tokenOf("{'\"#:[&*!|>%@`~}")).isEqualTo("{'\"#:[&*!|>%@`~}");
    }

    @Test
    void anEmptyVariableIsNotSet() {
        var sources = inEnvironment(Map.of("TRESTLE_TOKEN", "", "TRESTLE_GATEWAY_PORT", " "));

        assertThat(Settings.read(sources)).isEqualTo(Settings.read(inEnvironment(Map.of())));
    }

    @Test
    void variablesOfOthersAreLeftAlone() {
        var sources = inEnvironment(
                Map.of("PATH", "/bin", "TRESTLE_HOME", "/opt", "TRESTLE_WORKSPACE", "demo", "TRESTLE_GATEWAYS", "2"));

        assertThat(Settings.read(sources)).isEqualTo(Settings.read(inEnvironment(Map.of())));
    }

    @Test
    void aMistypedVariableNamesTheNearestKnownOne() {
        assertThat(refusalOf(inEnvironment("TRESTLE_GATEWAY_PROT", "1")))
                .isEqualTo("environment variable TRESTLE_GATEWAY_PROT: it names no setting;"
                        + " did you mean TRESTLE_GATEWAY_PORT?");
    }

    @Test
    void aVariableThatIsNearNothingIsToBeUnset() {
        assertThat(refusalOf(inEnvironment("TRESTLE_FS_QUOTA_PER_USER", "1")))
                .isEqualTo("environment variable TRESTLE_FS_QUOTA_PER_USER: it names no setting; unset it");
    }

    @Test
    void theTokenHasOneName() {
        assertThat(refusalOf(inEnvironment("TRESTLE_ACCESS_TOKEN", "0123456789012345")))
                .isEqualTo("environment variable TRESTLE_ACCESS_TOKEN: it names no setting; unset it");
    }

    @Test
    void aBadValueNamesTheVariable() {
        assertThat(refusalOf(inEnvironment("TRESTLE_GATEWAY_PORT", "tcp://10.0.0.1:80")))
                .isEqualTo("environment variable TRESTLE_GATEWAY_PORT: gateway.port must be a whole number,"
                        + " not \"tcp://10.0.0.1:80\"");
    }

    @Test
    void whatARecordRefusesNamesTheVariable() {
        assertThat(refusalOf(inEnvironment("TRESTLE_FS_THREADS", "0")))
                .isEqualTo("environment variable TRESTLE_FS_THREADS: fs.threads must be 1 to 1024, not 0");
    }

    @Test
    void aListWithoutBracketsIsRefused() {
        assertThat(refusalOf(new Sources(null, Map.of("TRESTLE_NODE_ROLES", "gateway,fs"), Map.of())))
                .isEqualTo("environment variable TRESTLE_NODE_ROLES: node.roles must be a list, such as [one, two],"
                        + " not a single value");
    }

    @Test
    void aWorkspaceWithoutAnIdIsRefused() {
        assertThat(refusalOf(inEnvironment("TRESTLE_WORKSPACES", "/srv/demo")))
                .isEqualTo("environment variable TRESTLE_WORKSPACES: workspaces must be keys with values, such as"
                        + " {key: value}, not a single value");
    }

    @Test
    void aBrokenListIsNotYaml() {
        assertThat(refusalOf(inEnvironment("TRESTLE_GATEWAY_ORIGINS", "[a")))
                .isEqualTo("environment variable TRESTLE_GATEWAY_ORIGINS: this is not YAML;"
                        + " check indentation (spaces only), quotes and brackets");
    }

    @Test
    void aWorkspaceIsNamedOnce() {
        assertThat(refusalOf(inEnvironment("TRESTLE_WORKSPACES", "{a: /, a: /}")))
                .isEqualTo("environment variable TRESTLE_WORKSPACES: workspaces.a is set twice,"
                        + " first by environment variable TRESTLE_WORKSPACES");
    }

    @Test
    void aTokenThatIsTooShortIsNotShown() {
        assertThat(refusalOf(inEnvironment("TRESTLE_TOKEN", "hunter2")))
                .isEqualTo("environment variable TRESTLE_TOKEN: access.token must be 16 to 1024 visible ASCII"
                        + " characters without spaces");
    }

    private static String tokenOf(String value) {
        return Settings.read(inEnvironment("TRESTLE_TOKEN", value)).access().token();
    }
}
