package dev.trestle.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a running node takes over of settings that were changed, and what it does not. */
class ReloadTest {

    private static Settings settings(Object... keysAndValues) {
        var all = new HashMap<>(Map.of("node.roles", "[gateway]", "access.token", "the-owners-token-1"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            all.put((String) keysAndValues[i], keysAndValues[i + 1].toString());
        }
        return Settings.read(Sources.of(all));
    }

    @Test
    void whatHoldsForClientsIsTakenOver() {
        // When
        var reload = Reload.of(
                settings(),
                settings(
                        "access.token",
                        "the-owners-token-2",
                        "gateway.origins",
                        "[https://a.example]",
                        "gateway.rates.readsPerSecond",
                        7,
                        "gateway.limits.connectionsPerAddress",
                        3,
                        "access.jwt.clockSkewMs",
                        1));
        // Then
        assertThat(reload.changed())
                .containsExactlyInAnyOrder(
                        "access.token",
                        "gateway.origins",
                        "gateway.rates.readsPerSecond",
                        "gateway.limits.connectionsPerAddress",
                        "access.jwt.clockSkewMs");
        assertThat(reload.waiting()).isEmpty();
        assertThat(reload.settings().access().token()).isEqualTo("the-owners-token-2");
        assertThat(reload.settings().access().jwt().clockSkewMs()).isEqualTo(1);
        assertThat(reload.settings().gateway().origins()).containsExactly("https://a.example");
        assertThat(reload.settings().gateway().rates().readsPerSecond()).isEqualTo(7);
        assertThat(reload.settings().gateway().limits().connectionsPerAddress()).isEqualTo(3);
    }

    @Test
    void whatAListenerIsMadeWithStaysAndIsNamed() {
        // Given
        var before = settings();
        // When
        var reload = Reload.of(
                before,
                settings(
                        "gateway.port",
                        1,
                        "gateway.limits.messageBytes",
                        4096,
                        "log.level",
                        "debug",
                        "access.audit.keep",
                        3));
        // Then
        assertThat(reload.settings()).isEqualTo(before);
        assertThat(reload.changed()).isEmpty();
        assertThat(reload.waiting())
                .containsExactlyInAnyOrder(
                        "gateway.port", "gateway.limits.messageBytes", "log.level", "access.audit.keep");
    }
}
