package dev.trestle.config;

import static dev.trestle.config.Written.onCommandLine;
import static dev.trestle.config.Written.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may reach a listener on which nobody is asked who they are. */
class DialectsTest {

    private static final String REFUSED =
            "command line: dialects.devex.host is 0.0.0.0, which other machines can reach, and"
                    + " this protocol asks nobody who they are: set dialects.devex.allowRemote: true and a dialects.devex.token"
                    + " whose rights they all get, or bind to 127.0.0.1";

    @Test
    void otherMachinesCannotUnlessThatIsSaid() {
        assertThat(refusalOf(onCommandLine("dialects.devex.host", "0.0.0.0"))).isEqualTo(REFUSED);
    }

    @Test
    void otherMachinesNeverGetTheOwnersRightsByDefault() {
        assertThat(refusalOf(open(Map.of()))).isEqualTo(REFUSED);
    }

    @Test
    void otherMachinesGetTheRightsOfTheTokenThatIsNamed() {
        var settings = Settings.read(open(Map.of("dialects.devex.token", "of-a-principal-0001")));

        assertThat(settings.dialects().devex().token()).isEqualTo("of-a-principal-0001");
        assertThat(settings.toString()).doesNotContain("of-a-principal-0001");
    }

    @Test
    void whereClientsCanSayWhoTheyAreTheyMayBeAskedInsteadOfGettingATokensRights() {
        assertThat(refusalOf(onCommandLine("dialects.gathering.host", "0.0.0.0")))
                .startsWith("command line: dialects.gathering.host is 0.0.0.0, which other machines can reach: set"
                        + " dialects.gathering.allowRemote: true");

        var settings = Settings.read(Sources.of(Map.of(
                "node.roles",
                "[gateway]",
                "dialects.gathering.host",
                "0.0.0.0",
                "dialects.gathering.allowRemote",
                "true")));
        assertThat(settings.dialects().gathering().token()).isNull();
    }

    @Test
    void anOriginIsOneThatABrowserSends() {
        assertThat(refusalOf(onCommandLine("dialects.cluso.origins", "['https://a/b']")))
                .startsWith("command line: dialects.cluso.origins[0] must be scheme://host");
    }

    @Test
    void clientsThatAreAwayAreExpectedWithinBounds() {
        assertThat(refusalOf(onCommandLine("dialects.patterns.awayMs", "3600001")))
                .isEqualTo("command line: dialects.patterns.awayMs must be 0 to 3600000, not 3600001");
        assertThat(refusalOf(onCommandLine("dialects.patterns.away", "0")))
                .isEqualTo("command line: dialects.patterns.away must be 1 to 1000000, not 0");
    }

    @Test
    void theAgentBehindAListenerIsNamedAsAgentsAre() {
        assertThat(refusalOf(onCommandLine("dialects.patterns.agent", "my agent")))
                .isEqualTo("command line: dialects.patterns.agent must be the name of one of agents, not \"my agent\"");
    }

    @Test
    void theTokenOfPatternsIsMaskedToo() {
        var settings = Settings.read(
                Sources.of(Map.of("node.roles", "[gateway]", "dialects.patterns.token", "of-a-principal-0001")));

        assertThat(settings.toString()).doesNotContain("of-a-principal-0001");
    }

    private static Sources open(Map<String, String> more) {
        var all = new HashMap<>(Map.of(
                "node.roles", "[gateway]", "dialects.devex.host", "0.0.0.0", "dialects.devex.allowRemote", "true"));
        all.putAll(more);
        return Sources.of(all);
    }
}
