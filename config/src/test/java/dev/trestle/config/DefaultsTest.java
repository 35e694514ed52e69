package dev.trestle.config;

import static dev.trestle.config.Written.onCommandLine;
import static dev.trestle.config.Written.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DefaultsTest {
    private static final Pattern BOUNDS = Pattern.compile("([0-9]+) to ([0-9]+)");

    /** A key of the manual with the comment right above it. */
    private record Described(String key, String comment) {}

    @Test
    void areTheWeakestSource() {
        var settings = Settings.read(Sources.of(Map.of("node.roles", "[gateway]")));

        assertThat(settings)
                .isEqualTo(new Settings(
                        new NodeConfig(List.of("gateway")),
                        new GatewayConfig(
                                "127.0.0.1",
                                8080,
                                List.of(),
                                List.of(),
                                List.of(),
                                0,
                                5000,
                                5000,
                                30_000,
                                25_000,
                                30_000,
                                10_000,
                                100,
                                new TlsConfig(null, null),
                                new RatesConfig(2_000, 500, 2, 1_000),
                                new GatewayConfig.Limits(
                                        1_048_576,
                                        64,
                                        1_024,
                                        4_194_304,
                                        64,
                                        65_536,
                                        268_435_456,
                                        10_000,
                                        262_144,
                                        10_000,
                                        100,
                                        1_000,
                                        10_000)),
                        new DialectsConfig(
                                dialect(8081),
                                dialect(8000),
                                dialect(3000),
                                new PatternsConfig(
                                        false,
                                        "127.0.0.1",
                                        3001,
                                        List.of(),
                                        "default",
                                        null,
                                        false,
                                        new TlsConfig(null, null),
                                        null,
                                        false,
                                        60_000,
                                        1000)),
                        new TopicsConfig(
                                200_000,
                                1_000,
                                65_536,
                                1_000,
                                110_000,
                                600_000,
                                86_400_000,
                                268_435_456,
                                1_048_576,
                                100,
                                100_000,
                                30_000),
                        new RedisConfig(RedisConfig.Mode.STANDALONE, null, List.of(), "mymaster", null),
                        new BridgeConfig(List.of(), "trestle", 60_000, "trestle:dead-letters", 10_000),
                        new AccessConfig(
                                null,
                                null,
                                new JwtConfig(
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        10_000,
                                        86_400_000,
                                        new JwtConfig.Claims("sub", "roles", null),
                                        new JwtConfig.Jwks(300_000, 30_000, 86_400_000)),
                                new AccessConfig.Audit(null, 104_857_600, 10, 60_000)),
                        Map.of(),
                        new FsConfig(
                                16,
                                10_000,
                                1_048_576,
                                16_777_216,
                                17_179_869_184L,
                                new FsConfig.Uploads(64, 3_600_000),
                                new FsConfig.Watch(65_536, 1_000_000),
                                new FsSearchConfig(8, 33_554_432, "auto")),
                        new PtyConfig(
                                null,
                                64,
                                64,
                                4,
                                1_048_576,
                                1_048_576,
                                1_048_576,
                                PtyConfig.ResizePolicy.LATEST,
                                1000,
                                1_800_000,
                                300_000,
                                PtyConfig.Sandbox.NONE,
                                false,
                                List.of(),
                                65_536,
                                600_000,
                                1_048_576,
                                1000,
                                new PtyConfig.Limits(512, 4_294_967_296L, 1_073_741_824L, 4096)),
                        new GitConfig(
                                8,
                                1000,
                                30_000,
                                3_600_000,
                                120_000,
                                false,
                                false,
                                null,
                                null,
                                67_108_864,
                                4_194_304,
                                1_048_576,
                                8192),
                        new AgentConfig(
                                "demo",
                                List.of(
                                        "deny write .git/**",
                                        "deny edit .git/**",
                                        "allow read",
                                        "allow list",
                                        "allow search",
                                        "allow git",
                                        "ask *"),
                                new AgentConfig.Limits(
                                        32,
                                        32,
                                        60,
                                        16,
                                        3_600_000,
                                        16_777_216,
                                        1_048_576,
                                        1_048_576,
                                        50,
                                        600_000,
                                        86_400_000,
                                        3_600_000,
                                        8_388_608,
                                        120_000,
                                        4,
                                        64)),
                        Map.of(
                                "demo",
                                new NamedAgent(
                                        NamedAgent.Kind.DEMO,
                                        "A small agent without a model, to try things out.",
                                        List.of(),
                                        List.of(),
                                        null,
                                        List.of(),
                                        List.of(),
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        List.of())),
                        new ClusterConfig(
                                false,
                                "127.0.0.1",
                                false,
                                5701,
                                0,
                                List.of(),
                                null,
                                16_777_216,
                                new ClusterConfig.Tls(null, null, null),
                                "trestle",
                                null,
                                3_600_000),
                        new StatusConfig(false, "127.0.0.1", 8090, new TlsConfig(null, null)),
                        new TracingConfig(null, 100),
                        new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.INFO)));
    }

    private static DialectConfig dialect(int port) {
        return new DialectConfig(
                false, "127.0.0.1", port, List.of(), "default", null, false, new TlsConfig(null, null));
    }

    @Test
    void lackOnlyAWorkspace() {
        assertThat(refusalOf(Sources.of(Map.of())))
                .isEqualTo("workspaces needs at least one entry for the roles fs, pty, git and agent, such as demo:"
                        + " /srv/demo");
    }

    @Test
    void haveExactlyTheKeysOfTheRecords() throws IOException {
        var keys = new TreeSet<>(
                YamlReader.read(Keys.ALL, "", manual(), Origin.DEFAULTS::line).keySet());
        keys.removeIf(key -> key.startsWith("agents."));

        assertThat(keys)
                .isEqualTo(new TreeSet<>(Keys.ALL.names().stream()
                        .filter(key -> !key.equals("workspaces") && !key.equals("agents"))
                        .toList()));
    }

    @Test
    void nameEveryKeyInTheOrderOfTheRecords() throws IOException {
        assertThat(described().map(Described::key).filter(Keys.ALL.names()::contains))
                .isEqualTo(Keys.ALL.names());
    }

    @TestFactory
    Stream<DynamicTest> describeEveryKeyInAComment() throws IOException {
        return described()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.key(), () -> assertThat(entry.comment()).isNotBlank()));
    }

    @TestFactory
    Stream<DynamicTest> nameTheBoundsThatTheRecordsKeep() throws IOException {
        return described()
                .filter(entry -> isNumber(entry.key()))
                .map(entry -> DynamicTest.dynamicTest(entry.key(), () -> assertBounds(entry)));
    }

    private static void assertBounds(Described entry) {
        Matcher bounds = BOUNDS.matcher(entry.comment());
        assertThat(bounds.find()).as("bounds in: " + entry.comment()).isTrue();
        long least = Long.parseLong(bounds.group(1));
        long most = Long.parseLong(bounds.group(2));
        String sentence = "command line: " + entry.key() + " must be " + least + " to " + most + ", not ";
        assertThat(refusalOf(onCommandLine(entry.key(), String.valueOf(least - 1))))
                .isEqualTo(sentence + (least - 1));
        assertThat(refusalOf(onCommandLine(entry.key(), String.valueOf(most + 1))))
                .isEqualTo(sentence + (most + 1));
    }

    private static boolean isNumber(String key) {
        return !key.contains("[") && refusalIsAboutNumbers(key);
    }

    private static boolean refusalIsAboutNumbers(String key) {
        try {
            Settings.read(onCommandLine(key, "no-number"));
            return false;
        } catch (ConfigException refused) {
            return refused.getMessage().contains("must be a whole number");
        }
    }

    /** Reads the manual by lines: where a key stands, and the comment above. */
    private static Stream<Described> described() throws IOException {
        List<Described> found = new ArrayList<>();
        List<String> sections = new ArrayList<>();
        StringBuilder comment = new StringBuilder();
        for (String line : manual().lines().toList()) {
            String text = line.strip();
            if (text.startsWith("#") || text.startsWith("-")) {
                comment.append(text.substring(1));
            } else {
                if (!text.isEmpty()) {
                    int depth = line.indexOf(text) / 2;
                    sections.subList(depth, sections.size()).clear();
                    sections.add(text.substring(0, text.indexOf(':')));
                    found.add(new Described(String.join(".", sections), comment.toString()));
                }
                comment.setLength(0);
            }
        }
        return found.stream();
    }

    private static String manual() throws IOException {
        try (var in = Settings.class.getResourceAsStream("defaults.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
