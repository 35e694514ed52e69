package dev.trestle.config;

import static dev.trestle.config.Written.inEnvironment;
import static dev.trestle.config.Written.inFile;
import static dev.trestle.config.Written.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How what comes in from Redis is written down. */
class BridgeTest {
    private static final String HEAD = "node.roles: [gateway]\nredis.url: redis://h\nbridge:\n  redis:\n";

    @TempDir
    Path folder;

    @Test
    void isAListOfMappings() throws IOException {
        // Given
        var sources = inFile(folder, HEAD + """
                    - {from: "agent.*", topic: "circle/{circle_name}", event: agent_message}
                    - stream: jobs
                      topic: topic/jobs
                      event: "{kind}"
                """);
        // When
        var mappings = Settings.read(sources).bridge().redis();
        // Then
        assertThat(mappings)
                .containsExactly(
                        new RedisMapping("agent.*", null, "circle/{circle_name}", "agent_message"),
                        new RedisMapping(null, "jobs", "topic/jobs", "{kind}"));
    }

    @Test
    void fitsInAVariable() {
        var variables = Map.of(
                "TRESTLE_BRIDGE_REDIS", "[{stream: s, topic: topic/s, event: e}]", "TRESTLE_REDIS_URL", "redis://h");

        assertThat(Settings.read(inEnvironment(variables)).bridge().redis())
                .containsExactly(new RedisMapping(null, "s", "topic/s", "e"));
    }

    @Test
    void isShownAsItCanBeReadAgain() throws IOException {
        // Given
        var shown = EffectiveSettings.read(inFile(folder, HEAD + "    - {from: 'a*', topic: 't/{x}', event: e}\n"));
        // When
        var again = Settings.read(inFile(folder, shown.render().replace("\"****\"", "redis://h")));
        // Then
        assertThat(shown.render()).contains("  redis: [{from: \"a*\", topic: \"t/{x}\", event: \"e\"}] # ");
        assertThat(again).isEqualTo(shown.settings());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {from: a, topic: t, evnt: e} | bridge.redis[0].evnt is not a setting; known here: from, stream, topic, event
                    {from: a, from: b} | bridge.redis[0].from is set twice
                    {from: a, stream: b, topic: t, event: e} | bridge.redis[0] needs one of from, a pattern of pub/sub channels, and stream, the name of a stream
                    {topic: t, event: e} | bridge.redis[0] needs one of from, a pattern of pub/sub channels, and stream, the name of a stream
                    {from: a, topic: t} | bridge.redis[0].event needs a value
                    {from: a, topic: 't/{', event: e} | bridge.redis[0].topic must be a name in which {field} stands for a field, such as circle/{circle_name}
                    {from: [a]} | bridge.redis[0].from must be a single value, not a list
                    a | bridge.redis[0] must be keys with values, such as {from: …}, not a single value
                    """)
    void isRefusedWithItsLine(String mapping, String sentence) throws IOException {
        assertThat(refusalOf(inFile(folder, HEAD + "    - " + mapping + "\n"), folder))
                .isEqualTo("trestle.yaml:5: " + sentence);
    }

    @Test
    void needsARedis() throws IOException {
        assertThat(refusalOf(inFile(
                        folder,
                        "node.roles: [gateway]\nbridge.redis: [{from: a, topic: t, event: e}]\nredis.url: null\n")))
                .endsWith("redis.url needs a value for bridge.redis, such as redis://127.0.0.1:6379");
    }
}
